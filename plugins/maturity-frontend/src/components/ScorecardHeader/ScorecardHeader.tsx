// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation, useModel } from '../../hooks';
import { CoverageNote } from '../CoverageNote';
import { EvaluateNow } from '../EvaluateNow';
import { LevelBadge } from '../LevelBadge';
import { LevelReason } from '../LevelReason';
import { NextStep } from '../NextStep';
import { Panel } from '../Panel';
import { ScoreFigure } from '../ScoreFigure';

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5, 3),
    },
    level: {
      display: 'grid',
      gap: theme.spacing(0.5),
      justifyItems: 'start',
    },
    note: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
    },
    next: {
      borderLeft: `1px solid ${theme.palette.divider}`,
      flex: '1 1 320px',
      paddingLeft: theme.spacing(3),
      [theme.breakpoints.down('sm')]: {
        borderLeft: 0,
        borderTop: `1px solid ${theme.palette.divider}`,
        flexBasis: '100%',
        order: 2,
        padding: theme.spacing(1.5, 0, 0),
      },
    },
    // Below level and score, whose reason it is.
    reason: {
      flexBasis: '100%',
      order: 2,
      [theme.breakpoints.down('sm')]: { order: 1 },
    },
    action: {
      marginLeft: 'auto',
      [theme.breakpoints.down('xs')]: { marginLeft: 0 },
    },
  }),
  { name: 'MaturityScorecardHeader' },
);

/** @internal */
export interface ScorecardHeaderProps {
  scorecard: ScorecardView;
  onEvaluated: () => void;
  onOpenCheck: (checkId: string) => void;
}

/** Where the entity stands and what to do next, in one strip. @internal */
export function ScorecardHeader(props: ScorecardHeaderProps) {
  const { scorecard, onEvaluated, onOpenCheck } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();

  const missing = scorecard.dimensions
    .filter(dimension => scorecard.notLeveled.includes(dimension.dimensionId))
    .map(dimension => dimension.title);

  return (
    <Panel>
      <div className={classes.root}>
        <div className={classes.level}>
          <LevelBadge
            level={scorecard.level}
            levelName={scorecard.levelName}
            size="large"
          />
          <span className={classes.note}>
            {t('entity.score.target', { level: levelName(scorecard.target) })}
          </span>
        </div>
        <div>
          <ScoreFigure score={scorecard.score} delta={scorecard.delta30d} />
          <CoverageNote coverage={scorecard.coverage} always />
        </div>
        <div className={classes.next}>
          <NextStep scorecard={scorecard} onOpenCheck={onOpenCheck} />
          {missing.length > 0 && scorecard.level !== undefined && (
            <div className={classes.note}>
              {t('entity.notLeveled.one', { names: missing.join(', ') })}
            </div>
          )}
        </div>
        <div className={classes.reason}>
          <LevelReason reason={scorecard.levelReason} />
        </div>
        <div className={classes.action}>
          <EvaluateNow scorecard={scorecard} onDone={onEvaluated} />
        </div>
      </div>
    </Panel>
  );
}
