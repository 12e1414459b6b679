// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { PanelBoundary } from '../PanelBoundary';

const useStyles = makeStyles(
  theme => ({
    compact: { height: 'auto' },
    title: {
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.pxToRem(16),
      lineHeight: 1.4,
      alignItems: 'baseline',
      columnGap: theme.spacing(1.5),
      display: 'flex',
      flexWrap: 'wrap',
      whiteSpace: 'normal',
    },
    // The shell brings its own font; inside, everything speaks the theme's.
    content: {
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.pxToRem(14),
    },
    subtitle: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      fontWeight: 400,
    },
  }),
  { name: 'MaturityPanel' },
);

/** @internal */
export interface PanelProps {
  title?: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  /** Only as tall as its content, even beside a taller one. */
  compact?: boolean;
}

/** The portal's own card, with a quiet second line of title. @internal */
export function Panel(props: PanelProps) {
  const { title, subtitle, actions, children, compact } = props;
  const classes = useStyles();
  return (
    <EntityInfoCard
      className={compact ? classes.compact : undefined}
      title={
        title && (
          <span className={classes.title}>
            <span>{title}</span>
            {subtitle && <span className={classes.subtitle}>{subtitle}</span>}
          </span>
        )
      }
      headerActions={actions}
    >
      <div className={classes.content}>
        <PanelBoundary>{children}</PanelBoundary>
      </div>
    </EntityInfoCard>
  );
}
