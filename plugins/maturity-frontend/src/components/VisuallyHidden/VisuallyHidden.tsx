// SPDX-License-Identifier: Apache-2.0
import { ElementType, ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  {
    root: {
      border: 0,
      clip: 'rect(0 0 0 0)',
      height: 1,
      margin: -1,
      overflow: 'hidden',
      padding: 0,
      position: 'absolute',
      whiteSpace: 'nowrap',
      width: 1,
    },
  },
  { name: 'MaturityVisuallyHidden' },
);

/** @internal */
export interface VisuallyHiddenProps {
  children: ReactNode;
  component?: ElementType;
}

/** Text for those who listen instead of look. @internal */
export function VisuallyHidden(props: VisuallyHiddenProps) {
  const { children, component: Component = 'span' } = props;
  const classes = useStyles();
  return <Component className={classes.root}>{children}</Component>;
}
