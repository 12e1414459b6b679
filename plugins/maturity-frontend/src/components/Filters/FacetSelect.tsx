// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import Autocomplete from '@material-ui/lab/Autocomplete';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation } from '../../hooks';

/** One choice of a filter. @internal */
export interface FacetOption {
  value: string;
  title: string;
  count?: number;
}

/** @internal */
export interface FacetSelectProps {
  label: string;
  hint?: string;
  options: FacetOption[];
  selected: string[];
  className?: string;
  onChange: (values: string[]) => void;
}

/** Of a small text field, whose height is given nowhere else. */
const HEIGHT = 40;

const useStyles = makeStyles(
  {
    // All filters are equally tall. What does not fit is counted behind the first value; who types sees all of them,
    // over what is below: if that moved away when the filter is left, a click on it would miss.
    root: { height: HEIGHT },
    inputRoot: {
      '&:not(.Mui-focused)': {
        flexWrap: 'nowrap',
      },
      '&.Mui-focused': {
        left: 0,
        position: 'absolute',
        right: 0,
        top: 0,
      },
    },
    tag: { minWidth: 0 },
  },
  { name: 'MaturityFacetSelect' },
);

/** Any number of values of one filter, found by typing. @internal */
export function FacetSelect(props: FacetSelectProps) {
  const { label, hint, options, selected, className, onChange } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const byValue = useMemo(
    () => new Map(options.map(option => [option.value, option])),
    [options],
  );
  // A shared link may name a value that is not on offer anymore: it stays visible and removable.
  const values = useMemo(
    () => [
      ...options.map(option => option.value),
      ...selected.filter(value => !byValue.has(value)),
    ],
    [options, selected, byValue],
  );
  const titleOf = (value: string) => byValue.get(value)?.title ?? value;

  return (
    <Autocomplete
      multiple
      size="small"
      limitTags={1}
      className={className}
      classes={classes}
      options={values}
      value={selected}
      disableCloseOnSelect
      // Each value can be taken away by itself, and all filters at once; another cross would take the room of the names.
      disableClearable
      noOptionsText={t('page.filters.noOptions')}
      getOptionLabel={titleOf}
      renderOption={value => {
        const option = byValue.get(value);
        return option?.count === undefined
          ? titleOf(value)
          : t('page.filters.facetOption', {
              title: option.title,
              entities: format.number(option.count),
            });
      }}
      onChange={(_event, next) => onChange(next)}
      renderInput={params => (
        <TextField {...params} variant="outlined" label={label} title={hint} />
      )}
    />
  );
}
