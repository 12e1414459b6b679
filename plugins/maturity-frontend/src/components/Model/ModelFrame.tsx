// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardModel } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { LevelBadge } from '../LevelBadge';
import { Panel } from '../MaturityPage/Panel';
import { describePredicate } from './describePredicate';

const RULES = ['noData', 'basis', 'opened', 'people'] as const;

const useStyles = makeStyles(
  theme => ({
    columns: {
      display: 'grid',
      gap: theme.spacing(2, 4),
      gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 280px), 1fr))',
    },
    list: {
      display: 'grid',
      gap: theme.spacing(1),
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    level: {
      alignItems: 'start',
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: '124px minmax(0, 1fr)',
      justifyItems: 'start',
    },
    heading: { fontSize: theme.typography.pxToRem(13), fontWeight: 600 },
    rules: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'MaturityModelFrame' },
);

/** @internal */
export interface ModelFrameProps {
  model: ScorecardModel;
}

/** Levels, targets, the window, and the rules that outrank every number. @internal */
export function ModelFrame(props: ModelFrameProps) {
  const { model } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  return (
    <Panel title={t('page.model.levels')}>
      <div className={classes.columns}>
        <ol className={classes.list}>
          {model.levels.map((level, index) => (
            <li key={level.name} className={classes.level}>
              <LevelBadge level={index} levelName={level.name} />
              <Typography variant="body2" component="span">
                {level.description}
              </Typography>
            </li>
          ))}
        </ol>
        <div>
          <Typography component="h3" className={classes.heading}>
            {t('page.model.targets')}
          </Typography>
          <ul className={classes.list}>
            {model.targets.map(target => (
              <li key={JSON.stringify(target)} className={classes.level}>
                <LevelBadge level={target.level} />
                <Typography variant="body2" component="span">
                  {target.filter
                    ? t('page.model.targetWhen', {
                        condition: describePredicate(target.filter),
                      })
                    : t('page.model.targetDefault')}
                </Typography>
              </li>
            ))}
          </ul>
          <Typography variant="body2">
            {t('page.model.window', { window: format.period(model.window) })}
          </Typography>
          <Typography variant="body2">
            {t('page.model.policy.label')}:{' '}
            {t(`page.model.policy.${model.policy}`)}
          </Typography>
        </div>
        <div>
          <Typography component="h3" className={classes.heading}>
            {t('page.model.honesty')}
          </Typography>
          <ul className={classes.rules}>
            {RULES.map(rule => (
              <Typography key={rule} component="li" variant="body2">
                {t(`page.model.rules.${rule}`)}
              </Typography>
            ))}
          </ul>
        </div>
      </div>
    </Panel>
  );
}
