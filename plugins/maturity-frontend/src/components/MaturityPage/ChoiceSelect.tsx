// SPDX-License-Identifier: Apache-2.0
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      minWidth: 118,
      // Such names end in a number in apps on the old frontend system.
      '& [class*="MuiInputLabel-root"]': { whiteSpace: 'nowrap' },
      '& [class*="MuiSelect-root"]': {
        fontSize: theme.typography.pxToRem(13),
        paddingBottom: 6,
        paddingTop: 6,
      },
    },
  }),
  { name: 'MaturityChoiceSelect' },
);

/** @internal */
export interface ChoiceSelectProps {
  id: string;
  label: string;
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of several ways to look at something, where buttons would take too much room. @internal */
export function ChoiceSelect(props: ChoiceSelectProps) {
  const { id, label, value, choices, onChange } = props;
  const classes = useStyles();
  return (
    <TextField
      select
      id={id}
      size="small"
      variant="outlined"
      className={classes.root}
      label={label}
      value={value}
      onChange={event => onChange(event.target.value)}
      InputLabelProps={{ shrink: true }}
      SelectProps={{ displayEmpty: true }}
    >
      {choices.map(choice => (
        <MenuItem key={choice.value} value={choice.value} dense>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
