// SPDX-License-Identifier: Apache-2.0
import { useCallback } from 'react';
import { Entity } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  useEntityHistory,
  useEntityTasks,
  useMaturityTranslation,
  useUrlParam,
} from '../../hooks';
import { DimensionPanel } from '../DimensionPanel';
import { EntityTasks } from '../EntityTasks';
import { HistoryPanel } from '../HistoryPanel';
import { PanelBoundary } from '../PanelBoundary';
import { ScorecardHeader } from '../ScorecardHeader';
import { SourceNotices } from '../SourceNotices';
import { VisuallyHidden } from '../VisuallyHidden';
import { WhereTimeGoes } from '../WhereTimeGoes';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
      position: 'relative',
    },
    // At rest the panels stand in rows. Beside a check that is open, which may be tall, they stand in columns, so that
    // no hole is left next to it. On a small screen the order is that of the dimensions in both cases.
    aligned: { display: 'contents' },
    column: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
      [theme.breakpoints.down('sm')]: { display: 'contents' },
    },
    panel: { height: '100%', minWidth: 0 },
    pair: {
      alignItems: 'start',
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
  }),
  { name: 'MaturityScorecardContent' },
);

/** @internal */
export interface ScorecardContentProps {
  entity: Entity;
  scorecard: ScorecardView;
  onEvaluated: () => void;
}

/** Where an entity stands, why, what to do next, and whether it helped. @internal */
export function ScorecardContent(props: ScorecardContentProps) {
  const { entity, scorecard, onEvaluated } = props;
  const { asOf } = scorecard;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const [openCheck, setOpenCheck] = useUrlParam('check');
  const history = useEntityHistory(scorecard.entityRef, scorecard.asOf);
  const tasks = useEntityTasks(scorecard.entityRef);
  const reloadTasks = tasks.retry;

  const columns = [0, 1]
    .map(side => scorecard.dimensions.filter((_, i) => i % 2 === side))
    .filter(column => column.length > 0);

  const evaluated = useCallback(() => {
    onEvaluated();
    reloadTasks();
  }, [onEvaluated, reloadTasks]);

  return (
    <div className={classes.root}>
      <VisuallyHidden component="h2">{t('entity.heading')}</VisuallyHidden>
      <PanelBoundary framed resetKey={asOf}>
        <ScorecardHeader
          scorecard={scorecard}
          onEvaluated={evaluated}
          onOpenCheck={setOpenCheck}
        />
      </PanelBoundary>
      <PanelBoundary framed resetKey={asOf}>
        <SourceNotices entity={entity} scorecard={scorecard} />
      </PanelBoundary>
      {scorecard.coverage > 0 && (
        <PanelBoundary framed resetKey={asOf}>
          <WhereTimeGoes scorecard={scorecard} />
        </PanelBoundary>
      )}
      <div className={classes.pair}>
        {columns.map(column => (
          <div
            key={column[0].dimensionId}
            className={openCheck ? classes.column : classes.aligned}
          >
            {column.map(dimension => (
              <div
                key={dimension.dimensionId}
                className={classes.panel}
                style={{ order: scorecard.dimensions.indexOf(dimension) }}
              >
                <PanelBoundary framed resetKey={asOf}>
                  <DimensionPanel
                    scorecard={scorecard}
                    dimension={dimension}
                    history={history.value}
                    tasks={tasks.value?.items ?? []}
                    openCheck={openCheck}
                    onToggle={checkId =>
                      setOpenCheck(checkId === openCheck ? undefined : checkId)
                    }
                    onTasksChanged={reloadTasks}
                  />
                </PanelBoundary>
              </div>
            ))}
          </div>
        ))}
      </div>
      <div className={classes.pair}>
        <PanelBoundary framed resetKey={asOf}>
          <EntityTasks tasks={tasks} onTasksChanged={reloadTasks} />
        </PanelBoundary>
        <PanelBoundary framed resetKey={asOf}>
          <HistoryPanel scorecard={scorecard} history={history} />
        </PanelBoundary>
      </div>
    </div>
  );
}
