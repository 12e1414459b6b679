// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import TableCell from '@material-ui/core/TableCell';
import { Theme, makeStyles, useTheme } from '@material-ui/core/styles';
import { RollupBucket } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { DimensionName } from '../../hooks/useDimensions';
import { levelColors } from '../../theme';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    cell: {
      backgroundClip: 'padding-box',
      border: `2px solid ${theme.palette.background.paper}`,
      borderRadius: 8,
      minWidth: 108,
      [theme.breakpoints.down('xs')]: { minWidth: 34 },
      padding: 0,
    },
    none: {
      background: `repeating-linear-gradient(45deg, ${theme.palette.action.hover} 0 6px, transparent 6px 12px)`,
      color: theme.palette.text.secondary,
    },
    inner: {
      borderRadius: 6,
      color: 'inherit',
      display: 'block',
      lineHeight: 1.25,
      position: 'relative',
      padding: theme.spacing(0.75, 0.5),
      textAlign: 'center',
      textDecoration: 'none',
      '&:hover, &:focus-visible': {
        outline: `2px solid ${theme.palette.text.primary}`,
        outlineOffset: -2,
        textDecoration: 'none',
      },
    },
    level: { fontSize: theme.typography.pxToRem(15), fontWeight: 600 },
    share: {
      display: 'block',
      whiteSpace: 'nowrap',
      fontSize: theme.typography.pxToRem(11.5),
      [theme.breakpoints.down('xs')]: { display: 'none' },
    },
    percent: {
      display: 'none',
      fontSize: theme.typography.pxToRem(11.5),
      [theme.breakpoints.down('xs')]: { display: 'block' },
    },
  }),
  { name: 'MaturityHeatCell' },
);

/** @internal */
export interface HeatCellProps {
  dimension: DimensionName;
  bucket?: RollupBucket['dimensions'][number];
  /** Scorecards behind the cell. */
  to?: string;
}

/** Median level of a group in one dimension, with the share of it at target. @internal */
export function HeatCell(props: HeatCellProps) {
  const { dimension, bucket, to } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const { top, levelName } = useModel();
  const format = useFormat();

  if (bucket?.medianLevel === undefined || bucket.leveled === 0) {
    return (
      <TableCell
        align="center"
        className={`${classes.cell} ${classes.none}`}
        title={t('page.rollout.groups.cellNoData', {
          dimension: dimension.title,
        })}
      >
        {t('page.rollout.groups.noData')}
      </TableCell>
    );
  }
  // A median between two levels is shown with the lower one's color: half of the group is not further.
  const level = Math.min(top, Math.floor(bucket.medianLevel));
  const swatch = levelColors(theme, top)[level];
  const label = t('page.rollout.groups.cell', {
    dimension: dimension.title,
    level: format.number(bucket.medianLevel, 1),
    name: levelName(level),
    reached: format.number(bucket.atTarget),
    total: format.number(bucket.leveled),
    score:
      bucket.score === undefined
        ? t('measure.none')
        : format.number(bucket.score),
  });
  const percent = `${format.number(
    (bucket.atTarget / bucket.leveled) * 100,
  )}\u00a0%`;
  // Heard as one sentence around what is seen.
  const content = (
    <>
      <VisuallyHidden>
        {t('page.rollout.groups.cellBegin', {
          dimension: dimension.title,
          name: levelName(level),
        })}{' '}
      </VisuallyHidden>
      <span className={classes.level}>
        {format.number(bucket.medianLevel, 1)}
      </span>{' '}
      <span className={classes.share}>
        {t('page.rollout.groups.share', {
          reached: format.number(bucket.atTarget),
          total: format.number(bucket.leveled),
          percent,
        })}
      </span>
      <span className={classes.percent}>{percent}</span>
      <VisuallyHidden>
        {' '}
        {t('page.rollout.groups.cellEnd', {
          score:
            bucket.score === undefined
              ? t('measure.none')
              : format.number(bucket.score),
        })}
      </VisuallyHidden>
    </>
  );
  return (
    <TableCell
      className={classes.cell}
      style={{ backgroundColor: swatch.background, color: swatch.color }}
    >
      {to ? (
        <Link to={to} underline="none" className={classes.inner} title={label}>
          {content}
        </Link>
      ) : (
        <span className={classes.inner} title={label}>
          {content}
        </span>
      )}
    </TableCell>
  );
}
