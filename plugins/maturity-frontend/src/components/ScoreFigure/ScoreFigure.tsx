// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { ScoreDelta } from '../ScoreDelta';

const useStyles = makeStyles(
  theme => ({
    root: { lineHeight: 1.1 },
    row: {
      alignItems: 'baseline',
      display: 'flex',
      gap: theme.spacing(1),
    },
    score: {
      fontSize: theme.typography.pxToRem(26),
      fontVariantNumeric: 'tabular-nums',
      fontWeight: 600,
    },
    label: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(12),
      marginTop: 4,
    },
  }),
  { name: 'MaturityScoreFigure' },
);

/** @internal */
export interface ScoreFigureProps {
  score?: number;
  delta?: number;
}

/** The score in large, with how it moved. @internal */
export function ScoreFigure(props: ScoreFigureProps) {
  const { score, delta } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  return (
    <div className={classes.root}>
      <div className={classes.row}>
        <span className={classes.score}>
          {score === undefined ? t('measure.none') : Math.round(score)}
        </span>
        <ScoreDelta delta={delta} />
      </div>
      <div className={classes.label}>
        {score === undefined ? t('entity.score.none') : t('entity.score.label')}
      </div>
    </div>
  );
}
