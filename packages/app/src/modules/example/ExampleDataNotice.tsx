// SPDX-License-Identifier: Apache-2.0
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { sidebarConfig } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    // The navigation is dark in both themes.
    color: theme.palette.common.white,
    fontSize: theme.typography.pxToRem(11),
    lineHeight: 1.2,
    pointerEvents: 'none',
    position: 'fixed',
    textAlign: 'center',
    zIndex: theme.zIndex.appBar + 1,
    // On the navigation, above the settings: on a page it would cover what is read.
    bottom: theme.spacing(9),
    left: 0,
    width: sidebarConfig.drawerWidthClosed,
    [theme.breakpoints.down('xs')]: {
      bottom: 2,
      width: '100%',
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
      <span className={classes.root}>Example data</span>
    </aside>
  );
}
