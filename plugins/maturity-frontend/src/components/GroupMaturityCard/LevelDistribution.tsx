// SPDX-License-Identifier: Apache-2.0
import { Theme, makeStyles, useTheme } from '@material-ui/core/styles';
import { RollupBucket } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation, useModel } from '../../hooks';
import { levelColors } from '../../theme';

const useStyles = makeStyles(
  theme => ({
    bar: {
      borderRadius: 4,
      display: 'flex',
      gap: 2,
      height: 14,
      overflow: 'hidden',
    },
    none: {
      background: `repeating-linear-gradient(45deg, ${theme.palette.action.selected} 0 4px, transparent 4px 8px)`,
    },
    list: {
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0.25, 2),
      listStyle: 'none',
      margin: theme.spacing(0.75, 0, 0),
      padding: 0,
    },
    item: { alignItems: 'center', display: 'inline-flex', gap: 6 },
    swatch: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 2,
      height: 11,
      width: 11,
    },
  }),
  { name: 'MaturityLevelDistribution' },
);

/** @internal */
export interface LevelDistributionProps {
  distribution: RollupBucket['distribution'];
}

/** How many entities stand on which level, as one bar with its numbers below. @internal */
export function LevelDistribution(props: LevelDistributionProps) {
  const { distribution } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const swatches = levelColors(theme, distribution.levels.length - 1);
  const parts = distribution.levels
    .map((count, level) => ({
      key: String(level),
      count,
      name: `${level} ${levelName(level)}`,
      background: swatches[level].background as string | undefined,
    }))
    .reverse()
    .concat({
      key: 'none',
      count: distribution.none,
      name: t('level.notEnoughData'),
      background: undefined,
    })
    .filter(part => part.count > 0);
  return (
    <>
      <div className={classes.bar} aria-hidden>
        {parts.map(part => (
          <div
            key={part.key}
            className={part.background ? undefined : classes.none}
            style={{ background: part.background, flexGrow: part.count }}
          />
        ))}
      </div>
      <ul className={classes.list} aria-label={t('page.group.distribution')}>
        {parts.map(part => (
          <li key={part.key} className={classes.item}>
            <span
              className={
                part.background
                  ? classes.swatch
                  : `${classes.swatch} ${classes.none}`
              }
              style={{ background: part.background }}
            />
            {`${part.name}: ${part.count}`}
          </li>
        ))}
      </ul>
    </>
  );
}
