// SPDX-License-Identifier: Apache-2.0
import { Theme, makeStyles, useTheme } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { levelColors } from '../../theme';
import { TrendPoint, leveledOf } from './trendPoint';

const useStyles = makeStyles(
  theme => ({
    list: {
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0.5, 2),
      listStyle: 'none',
      margin: theme.spacing(1, 0, 0),
      padding: 0,
    },
    item: { alignItems: 'center', display: 'inline-flex', gap: 6 },
    swatch: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 2,
      display: 'inline-block',
      height: 12,
      width: 12,
    },
  }),
  { name: 'MaturityLevelLegend' },
);

/** @internal */
export interface LevelLegendProps {
  /** The day whose shares are printed. */
  point: TrendPoint;
}

/** The levels' colors with names and present shares. @internal */
export function LevelLegend(props: LevelLegendProps) {
  const { point } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  const swatches = levelColors(theme, point.levels.length - 1);
  const leveled = leveledOf(point) || 1;
  // Whole percents, as the sentence above says them.
  const share = (count: number) =>
    `${format.number((count / leveled) * 100)}\u00a0%`;
  return (
    <ul className={classes.list}>
      {point.levels.map((count, level) => (
        <li key={level} className={classes.item}>
          <span
            className={classes.swatch}
            style={{ background: swatches[level].background }}
          />
          {`${level} ${levelName(level)} ${share(count)}`}
        </li>
      ))}
      {point.none > 0 && (
        <li className={classes.item}>
          {t('page.rollout.trend.leftOut', {
            count: point.none,
            total: format.number(point.none),
          })}
        </li>
      )}
    </ul>
  );
}
