// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(1),
      // Lines of code inside scroll rather than widen the card.
      gridTemplateColumns: 'minmax(0, 1fr)',
      maxWidth: '72ch',
      padding: theme.spacing(1, 0),
    },
    compact: { padding: 0 },
    title: { fontSize: theme.typography.pxToRem(15), fontWeight: 600 },
  }),
  { name: 'MaturityEmptyState' },
);

/** @internal */
export interface EmptyStateProps {
  title: string;
  /** Why there is nothing, and what would change that. */
  children?: ReactNode;
  action?: ReactNode;
}

/** Nothing to show, and what to do about it. @internal */
export function EmptyState(props: EmptyStateProps) {
  const { title, children, action } = props;
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <Typography className={classes.title} component="p">
        {title}
      </Typography>
      {children && (
        <Typography variant="body2" component="div" color="textSecondary">
          {children}
        </Typography>
      )}
      {action && <div>{action}</div>}
    </div>
  );
}
