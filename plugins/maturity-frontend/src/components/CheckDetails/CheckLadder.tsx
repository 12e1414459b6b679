// SPDX-License-Identifier: Apache-2.0
import { makeStyles, useTheme, Theme } from '@material-ui/core/styles';
import clsx from 'clsx';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { levelColors } from '../../theme';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      fontSize: theme.typography.pxToRem(12),
      gap: 3,
      gridAutoColumns: 'minmax(0, 1fr)',
      gridAutoFlow: 'column',
      listStyle: 'none',
      margin: 0,
      padding: 0,
      [theme.breakpoints.down('xs')]: { gridAutoFlow: 'row' },
    },
    step: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      padding: theme.spacing(0.5, 1),
    },
    target: { borderColor: theme.palette.text.primary },
    threshold: { fontWeight: 600 },
    state: { fontSize: theme.typography.pxToRem(11) },
  }),
  { name: 'MaturityCheckLadder' },
);

/** @internal */
export interface CheckLadderProps {
  check: ScorecardView['dimensions'][number]['checks'][number];
}

/** Every step of a check's ladder, and which are reached. @internal */
export function CheckLadder(props: CheckLadderProps) {
  const { check } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  const colors = levelColors(theme, check.thresholds.length);

  return (
    <ol className={classes.root}>
      {check.thresholds.map((threshold, index) => {
        const level = index + 1;
        const reached = check.level !== undefined && check.level >= level;
        const isTarget = check.target === level;
        const states = [
          reached && t('entity.check.reached'),
          isTarget && t('entity.check.target'),
        ].filter(Boolean);
        return (
          <li
            key={level}
            className={clsx(classes.step, isTarget && classes.target)}
            style={
              reached
                ? {
                    backgroundColor: colors[level].background,
                    color: colors[level].color,
                  }
                : undefined
            }
          >
            <div>
              {t('entity.check.ladderStep', {
                level: String(level),
                name: levelName(level),
              })}
            </div>
            <div className={classes.threshold}>
              {threshold === null
                ? t('entity.check.ladderNothing')
                : format.threshold(threshold, check.unit, check.better)}
            </div>
            <div className={classes.state}>{states.join(', ')}</div>
          </li>
        );
      })}
    </ol>
  );
}
