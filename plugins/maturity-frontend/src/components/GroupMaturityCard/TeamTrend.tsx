// SPDX-License-Identifier: Apache-2.0
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { useRollupTrend } from '../../hooks/useRollup';
import { ScoreDelta } from '../ScoreDelta';
import { Sparkline } from '../Sparkline';

const DAYS = 90;

const useStyles = makeStyles(
  theme => ({
    root: {
      alignItems: 'center',
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 1.5),
    },
    score: { fontSize: theme.typography.pxToRem(20), fontWeight: 600 },
  }),
  { name: 'MaturityTeamTrend' },
);

/** @internal */
export interface TeamTrendProps {
  groupRef: string;
  score?: number;
  delta?: number;
}

/** The team's mean score and its course. @internal */
export function TeamTrend(props: TeamTrendProps) {
  const { groupRef, score, delta } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const trend = useRollupTrend({ scope: groupRef }, DAYS);
  const points = (trend.value?.points ?? []).flatMap(point =>
    point.score === undefined
      ? []
      : [{ at: Date.parse(point.day), score: point.score }],
  );
  if (score === undefined) {
    return null;
  }
  return (
    <div className={classes.root}>
      <Typography variant="body2" color="textSecondary">
        {t('page.group.trend')}
      </Typography>
      <span className={classes.score}>{format.number(score)}</span>
      <ScoreDelta delta={delta} />
      {points.length > 1 && (
        <Sparkline
          points={points}
          width={140}
          height={28}
          label={t('page.group.trendSpoken', {
            before: format.number(points[0].score),
            after: format.number(points[points.length - 1].score),
          })}
        />
      )}
    </div>
  );
}
