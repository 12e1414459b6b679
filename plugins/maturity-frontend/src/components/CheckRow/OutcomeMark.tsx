// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/Check';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { readable } from '../../theme';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    text: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 400,
      whiteSpace: 'nowrap',
    },
    error: { color: readable(theme, theme.palette.error.main) },
    icon: {
      color: readable(theme, theme.palette.primary.main),
      fontSize: theme.typography.pxToRem(14),
      verticalAlign: 'text-bottom',
    },
  }),
  { name: 'MaturityOutcomeMark' },
);

/** @internal */
export interface OutcomeMarkProps {
  outcome: ScorecardView['dimensions'][number]['checks'][number]['outcome'];
}

/** What came out of a check, beside its name. The usual two are quiet, the others are said. @internal */
export function OutcomeMark(props: OutcomeMarkProps) {
  const { outcome } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  switch (outcome) {
    case 'met':
      return (
        <>
          <CheckIcon aria-hidden className={classes.icon} />
          <VisuallyHidden>{t('entity.outcome.met')}</VisuallyHidden>
        </>
      );
    case 'below':
      return <VisuallyHidden>{t('entity.outcome.below')}</VisuallyHidden>;
    case 'error':
      return (
        <span className={`${classes.text} ${classes.error}`}>
          {t('entity.outcome.error')}
        </span>
      );
    case 'waived':
      return <span className={classes.text}>{t('entity.outcome.waived')}</span>;
    case 'not-applicable':
      return (
        <span className={classes.text}>
          {t('entity.outcome.notApplicable')}
        </span>
      );
    case 'no-data':
      return <span className={classes.text}>{t('entity.outcome.noData')}</span>;
    default: {
      const never: never = outcome;
      return <span className={classes.text}>{never}</span>;
    }
  }
}
