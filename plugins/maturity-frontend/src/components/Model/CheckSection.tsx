// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useLocation } from 'react-router-dom';
import {
  ModelAnswer,
  ModelCheck,
  ModelLevel,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { Prose } from '../Prose';
import { CheckLadder } from './CheckLadder';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderTop: `1px solid ${theme.palette.divider}`,
      padding: theme.spacing(2, 0),
      scrollMarginTop: theme.spacing(2),
      '&:target': { backgroundColor: theme.palette.action.hover },
      '@media print': { breakInside: 'avoid-page' },
    },
    head: {
      alignItems: 'baseline',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
    },
    title: { fontSize: theme.typography.pxToRem(15), fontWeight: 600 },
    quiet: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12.5),
    },
    columns: {
      display: 'grid',
      gap: theme.spacing(1, 4),
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    },
    heading: {
      fontSize: theme.typography.pxToRem(12.5),
      fontWeight: 600,
      marginTop: theme.spacing(1),
    },
    steps: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'MaturityCheckSection' },
);

/** @internal */
export interface CheckSectionProps {
  check: ModelCheck;
  /** Of the dimension's score, 0..1; undefined where it is not graded. */
  share?: number;
  levels: ModelLevel[];
  measure?: ModelAnswer['measures'][number];
}

/** One check: definition, ladder, source, and how to fix it. @internal */
export function CheckSection(props: CheckSectionProps) {
  const { check, share, levels, measure } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const { pathname, search } = useLocation();
  const facts = [
    check.graded
      ? t(check.required ? 'page.model.required' : 'page.model.notRequired')
      : t('page.model.notGraded'),
    share !== undefined &&
      t('page.model.weightShare', {
        percent: `${format.number(share * 100)}\u00a0%`,
      }),
    t(`page.model.better.${check.better}`),
    measure &&
      measure.minimumSamples > 1 &&
      t('page.model.minimumSamples', {
        samples: String(measure.minimumSamples),
      }),
    measure?.window &&
      t('page.model.window', { window: format.period(measure.window) }),
  ];
  return (
    <section id={check.id} className={classes.root} aria-label={check.title}>
      <div className={classes.head}>
        <Typography component="h3" className={classes.title}>
          <Link
            color="inherit"
            to={`${pathname}${search}#${check.id}`}
            aria-label={t('page.model.anchor', { check: check.title })}
          >
            {check.title}
          </Link>
        </Typography>
        <span className={classes.quiet}>
          {facts.filter(Boolean).join(' · ')}
        </span>
      </div>
      <Typography variant="body2">
        <Prose text={check.description} />
      </Typography>
      <div className={classes.columns}>
        <div>
          {check.graded && <CheckLadder check={check} levels={levels} />}
          <Typography component="p" className={classes.quiet}>
            {`${t('page.model.source')}: ${check.source}`}
          </Typography>
          <Typography component="p" className={classes.quiet}>
            {`${t('page.model.measure')}: ${check.measureId}`}
          </Typography>
        </div>
        <div>
          <Typography component="h4" className={classes.heading}>
            {`${t('page.model.remediation')}: ${check.failureTitle}`}
          </Typography>
          <ol className={classes.steps}>
            {check.remediation.steps.map(step => (
              <Typography key={step} component="li" variant="body2">
                <Prose text={step} />
              </Typography>
            ))}
          </ol>
          <Typography component="p" className={classes.quiet}>
            {t('page.model.effort', {
              effort: t(`page.tasks.efforts.${check.remediation.effort}`),
            })}
            {check.remediation.template &&
              ` · ${t('page.model.template')}: ${check.remediation.template}`}
          </Typography>
          {check.remediation.link && (
            <Link to={check.remediation.link}>{check.remediation.link}</Link>
          )}
        </div>
      </div>
    </section>
  );
}
