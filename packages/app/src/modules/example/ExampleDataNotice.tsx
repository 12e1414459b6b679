// SPDX-License-Identifier: Apache-2.0
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'fixed',
    right: theme.spacing(1),
    bottom: theme.spacing(1),
    zIndex: theme.zIndex.appBar,
    padding: theme.spacing(0.5, 1.5),
    borderRadius: theme.spacing(2),
    pointerEvents: 'none',
    [theme.breakpoints.down('xs')]: {
      // Above the bar of the mobile navigation.
      bottom: theme.spacing(9),
    },
    '@media print': { display: 'none' },
  },
}));

/** Says on every screen that the organization shown is made up. */
export function ExampleDataNotice() {
  const classes = useStyles();
  const config = useApi(configApiRef);
  // As in the backend: without a word about it, it is there.
  if (!(config.getOptionalBoolean('maturityExample.enabled') ?? true)) {
    return null;
  }
  return (
    <aside aria-label="About this data">
      <Paper className={classes.root} elevation={2}>
        <Typography variant="caption">Example data</Typography>
      </Paper>
    </aside>
  );
}
