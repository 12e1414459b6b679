// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import clsx from 'clsx';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { readable } from '../../theme';
import { VisuallyHidden } from '../VisuallyHidden';

const useStyles = makeStyles(
  theme => ({
    root: {
      fontSize: theme.typography.pxToRem(12),
      fontVariantNumeric: 'tabular-nums',
      fontWeight: 600,
      whiteSpace: 'nowrap',
    },
    up: { color: readable(theme, theme.palette.success.main) },
    down: { color: readable(theme, theme.palette.warning.main) },
    same: { color: theme.palette.text.secondary, fontWeight: 400 },
  }),
  { name: 'MaturityScoreDelta' },
);

/** @internal */
export interface ScoreDeltaProps {
  /** Points; nothing is shown where it is not known. */
  delta?: number;
  /** Only the number, for table cells. */
  compact?: boolean;
}

/** How much a score moved in 30 days. @internal */
export function ScoreDelta(props: ScoreDeltaProps) {
  const { delta, compact } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  if (delta === undefined) {
    return null;
  }
  const rounded = Math.round(delta * 10) / 10;
  const size = Math.abs(rounded);
  const points = compact ? format.points(size) : format.number(size, 1);
  if (rounded === 0) {
    return (
      <span className={clsx(classes.root, classes.same)}>
        {compact ? '0' : t('delta.none')}
      </span>
    );
  }
  const text =
    rounded > 0 ? t('delta.up', { points }) : t('delta.down', { points });
  return (
    <span
      className={clsx(classes.root, rounded > 0 ? classes.up : classes.down)}
    >
      {compact ? (
        <>
          <span aria-hidden>{`${rounded > 0 ? '+' : '−'}${points}`}</span>
          <VisuallyHidden>{text}</VisuallyHidden>
        </>
      ) : (
        text
      )}
    </span>
  );
}
