// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardRow } from '@delivery-maturity/backstage-plugin-maturity-common';
import { Translate } from '../../hooks/useMaturityTranslation';
import { LadderBar, ladderLabel } from '../Ladder';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      display: 'flex',
      gap: theme.spacing(1),
      minWidth: 64,
    },
    level: { fontVariantNumeric: 'tabular-nums', fontWeight: 600, width: 10 },
    ladder: { flex: 1 },
    none: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
  }),
  { name: 'MaturityDimensionCell' },
);

/** @internal */
export interface DimensionCellProps {
  title: string;
  result?: ScorecardRow['dimensions'][number];
  /** The highest level. */
  top: number;
  /** Handed down: a table has a hundred of these cells. */
  t: Translate;
}

/** Level of one dimension as number and small ladder. @internal */
export function DimensionCell(props: DimensionCellProps) {
  const { title, result, top, t } = props;
  const classes = useStyles();
  if (result?.level === undefined) {
    return (
      <span
        className={classes.none}
        title={t('page.scorecards.dimensionNone', { dimension: title })}
      >
        {t('page.scorecards.noData')}
      </span>
    );
  }
  return (
    <div className={classes.root}>
      <span className={classes.level} aria-hidden>
        {result.level}
      </span>
      <div className={classes.ladder}>
        <LadderBar
          label={ladderLabel(t, { ...result, title, top })}
          top={top}
          level={result.level}
          score={result.score}
          target={result.target}
          thickness={5}
        />
      </div>
    </div>
  );
}
