// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import ClearIcon from '@material-ui/icons/Clear';
import SearchIcon from '@material-ui/icons/Search';
import { useMaturityTranslation } from '../../hooks';

/** Pause in typing after which the address and the query follow. */
const SETTLED_AFTER = 250;

/** @internal */
export interface SearchFieldProps {
  value: string;
  /** What is searched, where that is not the name of an entity. */
  label?: string;
  className?: string;
  onChange: (value: string) => void;
}

/** Text filter: what is typed is seen at once, and asked for when the typing pauses. @internal */
export function SearchField(props: SearchFieldProps) {
  const { value, label, className, onChange } = props;
  const { t } = useMaturityTranslation();
  const [text, setText] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;

  // Back, forward and "clear filters" change the value from outside.
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) {
      return undefined;
    }
    const timer = setTimeout(() => latest.current(text.trim()), SETTLED_AFTER);
    return () => clearTimeout(timer);
  }, [text, value]);

  return (
    <TextField
      className={className}
      id="maturity-search"
      size="small"
      variant="outlined"
      label={label ?? t('page.filters.search')}
      value={text}
      onChange={event => setText(event.target.value)}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" />
          </InputAdornment>
        ),
        endAdornment: text ? (
          <InputAdornment position="end">
            <IconButton
              size="small"
              aria-label={t('page.filters.clearSearch')}
              onClick={() => onChange('')}
            >
              <ClearIcon fontSize="small" />
            </IconButton>
          </InputAdornment>
        ) : undefined,
      }}
      inputProps={{ maxLength: 200 }}
    />
  );
}
