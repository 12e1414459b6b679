// SPDX-License-Identifier: Apache-2.0
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { RollupAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { usePagePath } from '../../hooks/usePagePath';
import { useRollup } from '../../hooks/useRollup';
import { CardSkeleton } from '../CardSkeleton';
import { EmptyState } from '../EmptyState';
import { ErrorState } from '../ErrorState';
import { Panel } from '../Panel';
import { LevelDistribution } from './LevelDistribution';
import { TeamTasks } from './TeamTasks';
import { TeamTrend } from './TeamTrend';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(2) },
    links: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) },
  }),
  { name: 'MaturityGroupCard' },
);

/** Where a team stands, where it is going, and what gains it most. @public */
export function GroupMaturityCard() {
  const { entity } = useEntity();
  const { t } = useMaturityTranslation();
  const groupRef = stringifyEntityRef(entity);
  const rollup = useRollup({ scope: groupRef });
  return (
    <Panel title={t('page.group.title')}>
      {rollup.loading && <CardSkeleton lines={6} />}
      {rollup.error && <ErrorState error={rollup.error} retry={rollup.retry} />}
      {rollup.value && (
        <GroupContent groupRef={groupRef} rollup={rollup.value} />
      )}
    </Panel>
  );
}

function GroupContent(props: { groupRef: string; rollup: RollupAnswer }) {
  const { groupRef, rollup } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const pagePath = usePagePath();
  const { total } = rollup;

  if (total.entities === 0) {
    return (
      <EmptyState title={t('page.group.empty')}>
        {t('page.group.emptyBody')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.root}>
      <div>
        <Typography variant="body2" color="textSecondary" gutterBottom>
          {t('page.group.entities', {
            count: total.entities,
            total: format.number(total.entities),
          })}
          {total.scored > 0 &&
            ` · ${t('page.group.atTarget', {
              percent: format.percent(total.atTarget / total.scored),
            })}`}
        </Typography>
        <LevelDistribution distribution={total.distribution} />
      </div>
      <TeamTrend
        groupRef={groupRef}
        delta={total.delta30d}
        score={total.score}
      />
      <TeamTasks groupRef={groupRef} />
      <div className={classes.links}>
        <Link to={pagePath('', { scope: groupRef })}>
          {t('page.group.openRollout')}
        </Link>
        <Link to={pagePath('tasks', { owner: groupRef, view: 'all' })}>
          {t('page.group.openTasks')}
        </Link>
      </div>
    </div>
  );
}
