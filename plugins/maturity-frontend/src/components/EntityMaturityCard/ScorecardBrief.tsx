// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useMaturityTranslation, useModel } from '../../hooks';
import { CoverageNote } from '../CoverageNote';
import { Ladder } from '../Ladder';
import { LevelBadge } from '../LevelBadge';
import { LevelReason } from '../LevelReason';
import { NextStep } from '../NextStep';
import { ScoreFigure } from '../ScoreFigure';

const useStyles = makeStyles(
  theme => ({
    // The shell brings its own font; inside, everything speaks the theme's.
    root: {
      display: 'grid',
      fontFamily: theme.typography.fontFamily,
      gap: theme.spacing(2),
    },
    summary: {
      alignItems: 'center',
      columnGap: theme.spacing(2),
      display: 'flex',
      flexWrap: 'wrap',
      rowGap: theme.spacing(1),
    },
    dimensions: {
      display: 'grid',
      gap: theme.spacing(1, 3),
      gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    label: {
      display: 'flex',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(1),
      justifyContent: 'space-between',
      marginBottom: theme.spacing(0.75),
    },
    level: {
      color: theme.palette.text.secondary,
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'MaturityScorecardBrief' },
);

/** @internal */
export interface ScorecardBriefProps {
  scorecard: ScorecardView;
}

/** Level, score, the ladders and the next step. @internal */
export function ScorecardBrief(props: ScorecardBriefProps) {
  const { scorecard } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();

  return (
    <div className={classes.root}>
      <div className={classes.summary}>
        <LevelBadge
          level={scorecard.level}
          levelName={scorecard.levelName}
          size="large"
        />
        <div>
          <ScoreFigure score={scorecard.score} delta={scorecard.delta30d} />
          <CoverageNote coverage={scorecard.coverage} />
        </div>
      </div>
      <LevelReason reason={scorecard.levelReason} />
      <ul className={classes.dimensions}>
        {scorecard.dimensions.map(dimension => (
          <li key={dimension.dimensionId}>
            <div className={classes.label}>
              <span>{dimension.title}</span>
              <span className={classes.level}>
                {dimension.level === undefined
                  ? t('level.notEnoughData')
                  : `${dimension.level} ${levelName(dimension.level)}`}
              </span>
            </div>
            <Ladder
              title={dimension.title}
              level={dimension.level}
              score={dimension.score}
              target={dimension.target}
            />
          </li>
        ))}
      </ul>
      <NextStep scorecard={scorecard} />
    </div>
  );
}
