// SPDX-License-Identifier: Apache-2.0
import { ReactNode, memo, useState } from 'react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme, makeStyles } from '@material-ui/core/styles';
import FilterListIcon from '@material-ui/icons/FilterList';
import { useMaturityTranslation } from '../../hooks';
import { useFacets } from '../../hooks/useFacets';
import { EntityFilterState } from '../../hooks/useEntityFilter';
import { PageUrl } from '../../hooks/usePageUrl';
import { useCheckTitle } from '../../hooks/useCheckTitle';
import { FacetSelect } from './FacetSelect';
import { LevelFilters } from './LevelFilters';
import { SearchField } from './SearchField';

const FIRST_FACETS = ['owner', 'system', 'lifecycle'] as const;
const MORE_FACETS = ['domain', 'type', 'tier'] as const;
/** A dimension alone filters nothing: it is what the page looks at. */
const MORE_FILTERS = [...MORE_FACETS, 'level', 'atTarget'];

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      marginBottom: theme.spacing(2),
      '@media print': { display: 'none' },
    },
    field: {
      width: 184,
      // Such names end in a number in apps on the old frontend system.
      '& [class*="MuiOutlinedInput-root"]': {
        backgroundColor: theme.palette.background.paper,
      },
      [theme.breakpoints.down('xs')]: { width: '100%' },
    },
    aside: {
      marginLeft: 'auto',
      [theme.breakpoints.down('xs')]: { marginLeft: 0, width: '100%' },
    },
  }),
  { name: 'MaturityFilterBar' },
);

/** @internal */
export interface FilterBarProps {
  url: PageUrl;
  state: EntityFilterState;
  /** Shown at the end of the row. */
  aside?: ReactNode;
}

/** Every filter of the page; its state is the address. Costly to draw: not for every answer of the list below it. @internal */
export const FilterBar = memo(function Filters(props: FilterBarProps) {
  const { url, state, aside } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const checkTitle = useCheckTitle();
  const facets = useFacets();
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('xs'));
  const [unfolded, setUnfolded] = useState(false);
  const [more, setMore] = useState(() =>
    MORE_FILTERS.some(name => url.params.has(name)),
  );
  const check = url.get('check');
  const open = !narrow || unfolded;

  const facetSelect = (
    id: (typeof FIRST_FACETS)[number] | (typeof MORE_FACETS)[number],
  ) => (
    <FacetSelect
      key={id}
      className={classes.field}
      label={t(`page.filters.${id}`)}
      hint={id === 'owner' ? t('page.filters.ownerHint') : undefined}
      options={
        facets.value?.facets.find(facet => facet.id === id)?.values ?? []
      }
      selected={url.all(id)}
      onChange={values => url.set({ [id]: values })}
    />
  );

  return (
    <div
      role="search"
      aria-label={t('page.filters.label')}
      className={classes.bar}
    >
      {narrow && (
        <Button
          variant="outlined"
          size="small"
          startIcon={<FilterListIcon />}
          aria-expanded={unfolded}
          onClick={() => setUnfolded(value => !value)}
        >
          {state.active
            ? t('page.filters.showCount', { active: String(state.active) })
            : t('page.filters.show')}
        </Button>
      )}
      {open && (
        <>
          <SearchField
            className={classes.field}
            value={url.get('q') ?? ''}
            onChange={q => url.set({ q }, { replace: true })}
          />
          {FIRST_FACETS.map(facetSelect)}
          {more && MORE_FACETS.map(facetSelect)}
          {more && <LevelFilters url={url} className={classes.field} />}
          <Button
            size="small"
            aria-expanded={more}
            onClick={() => setMore(value => !value)}
          >
            {more ? t('page.filters.fewer') : t('page.filters.more')}
          </Button>
        </>
      )}
      {check && (
        <Chip
          size="small"
          label={t('page.filters.belowIn', { check: checkTitle(check) })}
          onDelete={() => url.set({ check: undefined })}
        />
      )}
      {url.all('entityRef').map(ref => (
        <Chip
          key={ref}
          size="small"
          label={t('page.filters.entity', {
            name: ref.split('/').pop() ?? ref,
          })}
          onDelete={() =>
            url.set({
              entityRef: url.all('entityRef').filter(other => other !== ref),
            })
          }
        />
      ))}
      {state.active > 0 && (
        <Button size="small" onClick={() => url.set(state.cleared)}>
          {t('page.filters.clear')}
        </Button>
      )}
      {facets.error && (
        <Typography variant="caption" role="status">
          {t('page.filters.facetsFailed')}
        </Typography>
      )}
      {aside && <div className={classes.aside}>{aside}</div>}
    </div>
  );
});
