// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import {
  SCORECARD_SORTS,
  ScorecardRow,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { useDimensions } from '../../hooks/useDimensions';
import { useMaturityPath } from '../../hooks/useMaturityPath';
import { PageUrl } from '../../hooks/usePageUrl';
import { Ladder } from '../Ladder';
import { ChoiceSelect } from '../MaturityPage/ChoiceSelect';
import { ScoreDelta } from '../ScoreDelta';
import { EntityName } from './EntityName';
import { LevelCell } from './LevelCell';
import { NextStepCell } from './NextStepCell';
import { ScorecardRowsProps } from './ScorecardsTable';

const useStyles = makeStyles(
  theme => ({
    sort: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      padding: theme.spacing(1.5, 0),
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      borderTop: `1px solid ${theme.palette.divider}`,
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'minmax(0, 1fr)',
      overflowWrap: 'anywhere',
      padding: theme.spacing(1.5, 0),
    },
    line: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
    },
    score: { fontSize: theme.typography.pxToRem(18), fontWeight: 600 },
    ladders: {
      display: 'grid',
      gap: theme.spacing(1, 2),
      alignItems: 'end',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    },
    dimension: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11.5),
      lineHeight: 1.3,
      marginBottom: 6,
    },
  }),
  { name: 'MaturityScorecardCards' },
);

/** The list where there is no room for a table. @internal */
export function ScorecardCards(props: ScorecardRowsProps) {
  const { rows, url, sort, order } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { dimensions } = useDimensions();
  const orders = [
    { value: 'asc', label: t('page.scorecards.ascending') },
    { value: 'desc', label: t('page.scorecards.descending') },
  ];
  return (
    <>
      <div className={classes.sort}>
        <ChoiceSelect
          id="maturity-scorecards-sort"
          label={t('page.scorecards.sortBy')}
          value={sort}
          choices={[
            ...SCORECARD_SORTS.map(value => ({
              value: value as string,
              label: t(`page.scorecards.sorts.${value}`),
            })),
            ...dimensions.map(({ id, title }) => ({
              value: `dimension:${id}`,
              label: title,
            })),
          ]}
          onChange={value => url.set({ sort: value })}
        />
        <ChoiceSelect
          id="maturity-scorecards-order"
          label={t('page.scorecards.order')}
          value={order}
          choices={orders}
          onChange={value => url.set({ order: value })}
        />
      </div>
      <ul className={classes.list} aria-label={t('page.scorecards.label')}>
        {rows.map(row => (
          <li key={row.entityRef} className={classes.item}>
            <ScorecardCard row={row} url={url} />
          </li>
        ))}
      </ul>
    </>
  );
}

function ScorecardCard(props: { row: ScorecardRow; url: PageUrl }) {
  const { row, url } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const scorecardPath = useMaturityPath();
  const { title } = useDimensions();
  return (
    <>
      <div>
        <EntityName row={row} to={scorecardPath(row.entityRef)} />
      </div>
      <div className={classes.line}>
        <div>
          <LevelCell row={row} />
        </div>
        {row.score !== undefined && (
          <span className={classes.score}>{format.number(row.score)}</span>
        )}
        <ScoreDelta delta={row.delta30d} />
      </div>
      <div className={classes.ladders}>
        {row.dimensions.map(dimension => (
          <div key={dimension.dimensionId}>
            <div className={classes.dimension} aria-hidden>
              {`${title(dimension.dimensionId)} · ${
                dimension.level ?? t('page.scorecards.noData')
              }`}
            </div>
            <Ladder
              title={title(dimension.dimensionId)}
              level={dimension.level}
              score={dimension.score}
              target={dimension.target}
              thickness={5}
            />
          </div>
        ))}
      </div>
      <NextStepCell row={row} />
      {row.openTasks > 0 && (
        <Link
          to={url.href('tasks', {
            entityRef: [row.entityRef],
            view: 'all',
            sort: undefined,
            order: undefined,
          })}
        >
          {t('page.scorecards.openTasksLink', {
            count: row.openTasks,
            name: row.title ?? row.name,
          })}
        </Link>
      )}
    </>
  );
}
