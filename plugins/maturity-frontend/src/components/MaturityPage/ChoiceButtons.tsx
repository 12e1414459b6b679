// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';

const useStyles = makeStyles(
  theme => ({
    button: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      height: 28,
      padding: theme.spacing(0, 1.25),
      textTransform: 'none',
      '&.Mui-selected': {
        color: theme.palette.text.primary,
        fontWeight: 600,
      },
    },
  }),
  { name: 'MaturityChoiceButtons' },
);

/** @internal */
export interface ChoiceButtonsProps<T extends string> {
  label: string;
  value: T;
  choices: { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** One of a few ways to look at something. @internal */
export function ChoiceButtons<T extends string>(props: ChoiceButtonsProps<T>) {
  const { label, value, choices, onChange } = props;
  const classes = useStyles();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      // A second click on the chosen button gives `null`: one of them always holds.
      onChange={(_event, next: T | null) => next && onChange(next)}
    >
      {choices.map(choice => (
        <ToggleButton
          key={choice.value}
          value={choice.value}
          className={classes.button}
        >
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
