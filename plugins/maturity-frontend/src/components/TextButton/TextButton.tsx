// SPDX-License-Identifier: Apache-2.0
import { ReactNode } from 'react';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { readable } from '../../theme';

const useStyles = makeStyles(
  theme => ({
    root: {
      borderRadius: 2,
      color: readable(theme, theme.palette.primary.main),
      fontSize: theme.typography.pxToRem(12),
      fontWeight: 600,
      minHeight: 24,
      padding: theme.spacing(0, 0.5),
      flex: 'none',
      maxWidth: '100%',
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
    },
  }),
  { name: 'MaturityTextButton' },
);

/** @internal */
export interface TextButtonProps {
  children: ReactNode;
  onClick: () => void;
  expanded?: boolean;
}

/** An action that looks like a link and weighs as little. @internal */
export function TextButton(props: TextButtonProps) {
  const { children, onClick, expanded } = props;
  const classes = useStyles();
  return (
    <ButtonBase
      className={classes.root}
      onClick={onClick}
      aria-expanded={expanded}
    >
      {children}
    </ButtonBase>
  );
}
