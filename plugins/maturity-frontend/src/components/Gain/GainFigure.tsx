// SPDX-License-Identifier: Apache-2.0
import { makeStyles } from '@material-ui/core/styles';
import { useMaturityTranslation } from '../../hooks';
import { useGainWords } from '../../hooks/useGainWords';
import { Gain, describeLift, describePoints } from './describeGain';

const useStyles = makeStyles(
  theme => ({
    points: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
    lift: {
      color: theme.palette.text.secondary,
      display: 'block',
      fontSize: theme.typography.pxToRem(12),
      lineHeight: 1.35,
      whiteSpace: 'normal',
      wordBreak: 'normal',
    },
  }),
  { name: 'MaturityGainFigure' },
);

/** @internal */
export interface GainFigureProps {
  gain: Gain;
}

/** A gain in a column: the figure, and below it what it lifts. @internal */
export function GainFigure(props: GainFigureProps) {
  const { gain } = props;
  const classes = useStyles();
  const { t } = useMaturityTranslation();
  const words = useGainWords();
  const points = describePoints(gain, words);
  const lift = describeLift(gain, words);
  if (!points && !lift) {
    return <span className={classes.points}>{t('measure.none')}</span>;
  }
  return (
    <>
      {points && <span className={classes.points}>{points}</span>}
      {points && lift && ' '}
      {lift && <span className={classes.lift}>{lift}</span>}
    </>
  );
}
