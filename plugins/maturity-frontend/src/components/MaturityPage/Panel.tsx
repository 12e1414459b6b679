// SPDX-License-Identifier: Apache-2.0
import { ReactNode, useId } from 'react';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { PanelBoundary } from '../PanelBoundary';

const useStyles = makeStyles(
  theme => ({
    card: {
      '& > * + p': { marginTop: theme.spacing(1.5) },
      fontFamily: theme.typography.fontFamily,
      minWidth: 0,
      padding: theme.spacing(2, 2.5),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(2, 1.5) },
      overflow: 'visible',
      '@media print': { boxShadow: 'none', breakInside: 'avoid-page' },
    },
    head: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
      marginBottom: theme.spacing(1.5),
    },
    title: {
      fontSize: theme.typography.pxToRem(16),
      fontWeight: 600,
      margin: 0,
    },
    hint: { fontSize: theme.typography.pxToRem(12) },
    actions: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      marginLeft: 'auto',
      '@media print': { display: 'none' },
    },
  }),
  { name: 'MaturityPagePanel' },
);

/** @internal */
export interface PanelProps {
  title: string;
  hint?: string;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A card with a heading, as a region that can be jumped to. @internal */
export function Panel(props: PanelProps) {
  const { title, hint, actions, className, children } = props;
  const classes = useStyles();
  const headingId = `maturity-panel-${useId()}`;
  return (
    <Card
      component="section"
      aria-labelledby={headingId}
      className={className ? `${classes.card} ${className}` : classes.card}
    >
      <div className={classes.head}>
        <Typography id={headingId} component="h2" className={classes.title}>
          {title}
        </Typography>
        {hint && (
          <Typography color="textSecondary" className={classes.hint}>
            {hint}
          </Typography>
        )}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      <PanelBoundary>{children}</PanelBoundary>
    </Card>
  );
}
