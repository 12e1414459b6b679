// SPDX-License-Identifier: Apache-2.0
import { Link } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  MoversAnswer,
  MoversQuery,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation } from '../../hooks';
import { useMovers } from '../../hooks/useRollup';
import { useMaturityPath } from '../../hooks/useMaturityPath';
import { CardSkeleton } from '../CardSkeleton';
import { ErrorState } from '../ErrorState';
import { LevelBadge } from '../LevelBadge';
import { Panel } from '../MaturityPage/Panel';
import { ScoreDelta } from '../ScoreDelta';

const useStyles = makeStyles(
  theme => ({
    halves: {
      display: 'grid',
      gap: theme.spacing(2, 4),
      gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))',
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      alignItems: 'center',
      borderTop: `1px solid ${theme.palette.divider}`,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
      padding: theme.spacing(1, 0),
    },
    name: { flex: '1 1 140px', minWidth: 0, overflowWrap: 'anywhere' },
    heading: { fontSize: theme.typography.pxToRem(13), fontWeight: 600 },
  }),
  { name: 'MaturityMovers' },
);

/** @internal */
export interface MoversProps {
  query: MoversQuery;
}

/** Whose score rose and fell most. @internal */
export function Movers(props: MoversProps) {
  const { query } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const movers = useMovers(query);
  return (
    <Panel title={t('page.rollout.movers.title')}>
      {movers.loading && <CardSkeleton lines={5} />}
      {movers.error && <ErrorState error={movers.error} retry={movers.retry} />}
      {movers.value && (
        <div className={classes.halves}>
          <MoverList
            title={t('page.rollout.movers.up')}
            items={movers.value.up}
          />
          <MoverList
            title={t('page.rollout.movers.down')}
            items={movers.value.down}
          />
        </div>
      )}
    </Panel>
  );
}

function MoverList(props: { title: string; items: MoversAnswer['up'] }) {
  const { title, items } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const scorecardPath = useMaturityPath();
  return (
    <div>
      <Typography component="h3" className={classes.heading} gutterBottom>
        {title}
      </Typography>
      {items.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('page.rollout.movers.none')}
        </Typography>
      ) : (
        <ul className={classes.list}>
          {items.map(item => (
            <li key={item.entityRef} className={classes.item}>
              <span className={classes.name}>
                <Link to={scorecardPath(item.entityRef)}>
                  {item.title ?? item.name}
                </Link>
              </span>
              <LevelBadge level={item.level} />
              <ScoreDelta delta={item.delta30d} compact />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
