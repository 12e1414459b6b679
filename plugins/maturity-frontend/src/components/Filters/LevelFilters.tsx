// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { useMaturityTranslation, useModel } from '../../hooks';
import { useDimensions } from '../../hooks/useDimensions';
import { PageUrl } from '../../hooks/usePageUrl';
import { FacetSelect } from './FacetSelect';

/** @internal */
export interface LevelFiltersProps {
  url: PageUrl;
  className?: string;
}

/** By level and target, of the whole scorecard or of one dimension. @internal */
export function LevelFilters(props: LevelFiltersProps) {
  const { url, className } = props;
  const { t } = useMaturityTranslation();
  const { top, levelName } = useModel();
  const { dimensions } = useDimensions();
  const levels = useMemo(
    () => [
      ...Array.from({ length: top + 1 }, (_, level) => ({
        value: String(level),
        title: `${level} ${levelName(level)}`,
      })),
      { value: 'none', title: t('page.filters.noLevel') },
    ],
    [top, levelName, t],
  );

  return (
    <>
      <FacetSelect
        className={className}
        label={t('page.filters.level')}
        options={levels}
        selected={url.all('level')}
        onChange={level => url.set({ level })}
      />
      <TextField
        select
        size="small"
        variant="outlined"
        id="maturity-filter-target"
        className={className}
        label={t('page.filters.atTarget')}
        value={url.get('atTarget') ?? ''}
        onChange={event => url.set({ atTarget: event.target.value })}
        SelectProps={{ displayEmpty: true }}
        InputLabelProps={{ shrink: true }}
      >
        <MenuItem value="">{t('page.filters.any')}</MenuItem>
        <MenuItem value="true">{t('page.filters.atTargetTrue')}</MenuItem>
        <MenuItem value="false">{t('page.filters.atTargetFalse')}</MenuItem>
      </TextField>
      <TextField
        select
        size="small"
        variant="outlined"
        id="maturity-filter-dimension"
        className={className}
        label={t('page.filters.levelIn')}
        value={url.get('dimension') ?? ''}
        onChange={event => url.set({ dimension: event.target.value })}
        SelectProps={{ displayEmpty: true }}
        InputLabelProps={{ shrink: true }}
      >
        <MenuItem value="">{t('page.filters.overall')}</MenuItem>
        {dimensions.map(dimension => (
          <MenuItem key={dimension.id} value={dimension.id}>
            {dimension.title}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
}
