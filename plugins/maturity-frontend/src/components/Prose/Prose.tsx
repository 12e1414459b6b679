// SPDX-License-Identifier: Apache-2.0
import { Fragment } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    code: {
      backgroundColor: theme.palette.action.hover,
      borderRadius: 3,
      fontSize: '0.92em',
      overflowWrap: 'anywhere',
      padding: '1px 4px',
    },
  }),
  { name: 'MaturityProse' },
);

/** @internal */
export interface ProseProps {
  text: string;
}

/** A sentence of the model, with what stands between backticks as code. @internal */
export function Prose(props: ProseProps) {
  const classes = useStyles();
  return (
    <>
      {props.text.split(/`([^`]+)`/).map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} className={classes.code}>
            {part}
          </code>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
