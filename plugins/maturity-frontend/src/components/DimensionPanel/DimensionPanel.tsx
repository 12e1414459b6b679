// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import {
  HistoryAnswer,
  ScorecardView,
  TaskView,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { CheckRow } from '../CheckRow';
import { CoverageNote } from '../CoverageNote';
import { Ladder } from '../Ladder';
import { LevelBadge } from '../LevelBadge';
import { LevelReason } from '../LevelReason';
import { Panel } from '../Panel';
import { Sparkline } from '../Sparkline';
import { scorePoints } from './scorePoints';

const useStyles = makeStyles(
  theme => ({
    summary: {
      alignItems: 'center',
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0.5, 2),
      minHeight: 20,
    },
    ladder: { margin: theme.spacing(1, 0, 1) },
    table: {
      marginTop: theme.spacing(1),
      borderCollapse: 'collapse',
      fontSize: theme.typography.pxToRem(14),
      width: '100%',
    },
    header: {
      borderBottom: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      fontWeight: 600,
      padding: theme.spacing(0.5, 1),
      textAlign: 'left',
    },
    check: { width: '44%' },
    numeric: { textAlign: 'right' },
    wide: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  }),
  { name: 'MaturityDimensionPanel' },
);

/** @internal */
export interface DimensionPanelProps {
  scorecard: ScorecardView;
  dimension: ScorecardView['dimensions'][number];
  history?: HistoryAnswer;
  tasks: TaskView[];
  /** The check that is open. */
  openCheck?: string;
  onToggle: (checkId: string) => void;
  onTasksChanged: () => void;
}

/** One dimension: where it stands, and the checks that say so. @internal */
export function DimensionPanel(props: DimensionPanelProps) {
  const { scorecard, dimension, history, tasks, openCheck } = props;
  const { onToggle, onTasksChanged } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();

  const points = scorePoints(history, dimension.dimensionId, scorecard.asOf);
  const days = points.length
    ? Math.round((points[points.length - 1].at - points[0].at) / 86_400_000)
    : 0;
  return (
    <Panel
      title={dimension.title}
      // Beside an open check the other panel would be a tall empty card.
      compact={openCheck !== undefined}
      actions={<LevelBadge level={dimension.level} />}
    >
      <div className={classes.summary}>
        {dimension.score !== undefined && (
          <span>
            {t('entity.dimension.score', {
              score: format.number(dimension.score),
            })}
          </span>
        )}
        {days > 0 && (
          <Sparkline
            points={points}
            label={t('entity.dimension.trend', {
              from: format.number(points[0].score),
              to: format.number(points[points.length - 1].score),
              count: days,
            })}
          />
        )}
        <CoverageNote coverage={dimension.coverage} />
      </div>
      <div className={classes.ladder}>
        <Ladder
          title={dimension.title}
          level={dimension.level}
          score={dimension.score}
          target={dimension.target}
          thickness={8}
        />
      </div>
      <LevelReason reason={dimension.levelReason} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={`${classes.header} ${classes.check}`}>
              {t('entity.dimension.column.check')}
            </th>
            <th scope="col" className={`${classes.header} ${classes.numeric}`}>
              {t('entity.dimension.column.now')}
            </th>
            <th scope="col" className={`${classes.header} ${classes.numeric}`}>
              {t('entity.dimension.column.next')}
            </th>
            <th scope="col" className={`${classes.header} ${classes.wide}`}>
              {t('entity.dimension.column.basis')}
            </th>
          </tr>
        </thead>
        <tbody>
          {dimension.checks.map(check => (
            <CheckRow
              key={check.checkId}
              scorecard={scorecard}
              check={check}
              task={tasks.find(task => task.checkId === check.checkId)}
              expanded={openCheck === check.checkId}
              onToggle={() => onToggle(check.checkId)}
              onTasksChanged={onTasksChanged}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
