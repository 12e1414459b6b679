// SPDX-License-Identifier: Apache-2.0
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { BasisChip } from '../BasisChip';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(11),
      gap: theme.spacing(0.25, 0.75),
      lineHeight: 1.6,
    },
    time: { whiteSpace: 'nowrap' },
  }),
  { name: 'MaturityCheckBasis' },
);

/** @internal */
export interface CheckBasisProps {
  check: ScorecardView['dimensions'][number]['checks'][number];
}

/** Where a value comes from, from how much, and how fresh; or why there is none. @internal */
export function CheckBasis(props: CheckBasisProps) {
  const { check } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  if (!check.basis) {
    return <div className={classes.root}>{check.reason}</div>;
  }
  return (
    <div className={classes.root}>
      <BasisChip
        basis={check.basis}
        inferredFrom={check.inferredFrom}
        n={check.n}
      />
      {check.flags.map(flag => (
        <Tooltip key={flag} title={t(`flags.${flag}Hint`)}>
          <span>{t(`flags.${flag}`)}</span>
        </Tooltip>
      ))}
      {check.freshest && (
        <Tooltip
          title={t('entity.check.newest', {
            when: format.instant(check.freshest),
          })}
        >
          <span className={classes.time}>{format.ago(check.freshest)}</span>
        </Tooltip>
      )}
    </div>
  );
}
