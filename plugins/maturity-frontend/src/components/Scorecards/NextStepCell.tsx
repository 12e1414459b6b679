// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardRow } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityPath, useMaturityTranslation, useModel } from '../../hooks';
import { useGainWords } from '../../hooks/useGainWords';
import { describeGain } from '../Gain';

const useStyles = makeStyles(
  theme => ({
    root: { fontSize: theme.typography.pxToRem(13), lineHeight: 1.35 },
    none: { color: theme.palette.text.secondary },
    gain: { fontWeight: 600 },
  }),
  { name: 'MaturityNextStepCell' },
);

/** @internal */
export interface NextStepCellProps {
  row: ScorecardRow;
}

/** The one thing to do next, with its gain; leads to the check with its numbers. @internal */
export function NextStepCell(props: NextStepCellProps) {
  const { row } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const words = useGainWords();
  const { check } = useModel();
  const maturityPath = useMaturityPath();
  if (!row.nextStep) {
    return (
      <span className={`${classes.root} ${classes.none}`}>
        {t(`page.scorecards.${noStepReason(row)}`)}
      </span>
    );
  }
  return (
    <span className={classes.root}>
      <Link
        to={maturityPath(row.entityRef, row.nextStep.checkId)}
        title={row.nextStep.message}
      >
        {check(row.nextStep.checkId)?.failureTitle ?? row.nextStep.message}
      </Link>{' '}
      <span className={classes.gain}>{describeGain(row.nextStep, words)}</span>
    </span>
  );
}

function noStepReason(row: ScorecardRow) {
  if (row.level === undefined) {
    return 'noDataHint' as const;
  }
  return row.atTarget ? ('noNextStep' as const) : ('waitsForOthers' as const);
}
