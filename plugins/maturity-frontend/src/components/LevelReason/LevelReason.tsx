// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LevelReason as Reason } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useLevelReason } from '../../hooks/useLevelReason';

const useStyles = makeStyles(
  theme => ({
    root: { fontSize: theme.typography.pxToRem(13), lineHeight: 1.45 },
  }),
  { name: 'MaturityLevelReason' },
);

/** @internal */
export interface LevelReasonProps {
  /** Absent on what an earlier version stored. */
  reason?: Reason;
}

/** Why the level beside it is what it is. @internal */
export function LevelReason(props: LevelReasonProps) {
  const classes = useStyles();
  const describe = useLevelReason();
  return props.reason ? (
    <Typography color="textSecondary" className={classes.root}>
      {describe(props.reason)}
    </Typography>
  ) : null;
}
