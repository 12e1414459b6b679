// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    title: {
      alignItems: 'baseline',
      columnGap: theme.spacing(1.5),
      display: 'flex',
      flexWrap: 'wrap',
      whiteSpace: 'normal',
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
}

/** The portal's own card, with a quiet second line of title. @internal */
export function Panel(props: PanelProps) {
  const { title, subtitle, actions, children } = props;
  const classes = useStyles();
  return (
    <EntityInfoCard
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
      {children}
    </EntityInfoCard>
  );
}
