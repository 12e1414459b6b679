// SPDX-License-Identifier: Apache-2.0
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import clsx from 'clsx';
import { useMaturityTranslation } from '../../hooks';
import { entityTitle } from '../../format';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      color: theme.palette.text.secondary,
      display: 'inline-block',
      fontSize: theme.typography.pxToRem(11),
      lineHeight: 1.5,
      padding: '0 6px',
      whiteSpace: 'nowrap',
    },
    inferred: { borderStyle: 'dashed' },
    declared: { borderStyle: 'dotted' },
  }),
  { name: 'MaturityBasisChip' },
);

/** @internal */
export interface BasisChipProps {
  basis: 'measured' | 'inferred' | 'declared';
  /** Entity ref that an inferred value was taken from. */
  inferredFrom?: string;
  /** Sample size. */
  n?: number;
}

/** Whether a number was measured, inferred or declared, and from how much. @internal */
export function BasisChip(props: BasisChipProps) {
  const { basis, inferredFrom, n } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();

  const label =
    basis === 'inferred' && inferredFrom
      ? t('basis.inferredFrom', { from: entityTitle(inferredFrom) })
      : t(`basis.${basis}`);
  const hint = [
    t(`basis.${basis}Hint`),
    n !== undefined && t('basis.count', { count: n }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <Tooltip title={hint}>
      <span
        className={clsx(
          classes.root,
          basis === 'inferred' && classes.inferred,
          basis === 'declared' && classes.declared,
        )}
      >
        {n === undefined
          ? label
          : t('basis.withCount', { basis: label, n: String(n) })}
      </span>
    </Tooltip>
  );
}
