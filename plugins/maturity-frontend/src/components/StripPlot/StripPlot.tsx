// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { makeStyles, useTheme, Theme } from '@material-ui/core/styles';
import { emphasisColors, readable } from '../../theme';
import { VisuallyHidden } from '../VisuallyHidden';
import { stripScale } from './stripScale';

const useStyles = makeStyles(
  theme => ({
    root: { position: 'relative' },
    svg: { display: 'block', overflow: 'visible', width: '100%' },
    axis: {
      color: theme.palette.text.secondary,
      fontSize: theme.typography.pxToRem(11),
      position: 'relative',
    },
    mark: {
      position: 'absolute',
      textAlign: 'center',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'MaturityStripPlot' },
);

/** @internal */
export interface StripMark {
  value: number;
  label: string;
  /** The threshold of the target. */
  strong?: boolean;
}

/** @internal */
export interface StripPlotProps {
  samples: number[];
  marks: StripMark[];
  /** Durations spread over magnitudes; counts and ratios do not. */
  logarithmic: boolean;
  /** Samples at or beyond the target's threshold are emphasized. */
  isWorse?: (sample: number) => boolean;
  /** What the plot shows, in a sentence, for those who listen. */
  label: string;
}

const HEIGHT = 34;
const ROWS = 5;
/** Labels in one line are so far apart that they do not meet, also where there is little room. */
const LABEL_LINES = 3;
const LABEL_HEIGHT = 14;

/** Every sample as a dot, with the ladder's thresholds as marks. @internal */
export function StripPlot(props: StripPlotProps) {
  const { samples, marks, logarithmic, isWorse, label } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const scale = useMemo(
    () =>
      stripScale([...samples, ...marks.map(mark => mark.value)], logarithmic),
    [samples, marks, logarithmic],
  );
  const worse = readable(theme, emphasisColors(theme).background);

  return (
    <div className={classes.root}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <svg
        className={classes.svg}
        height={HEIGHT}
        aria-hidden
        focusable="false"
      >
        <line
          x1="0"
          x2="100%"
          y1={HEIGHT - 1}
          y2={HEIGHT - 1}
          stroke={theme.palette.divider}
        />
        {marks.map(mark => (
          <line
            key={mark.label}
            x1={percent(scale(mark.value))}
            x2={percent(scale(mark.value))}
            y1={0}
            y2={HEIGHT}
            stroke={theme.palette.text.primary}
            strokeWidth={mark.strong ? 2 : 1}
            strokeDasharray={mark.strong ? undefined : '2 3'}
            opacity={mark.strong ? 1 : 0.5}
          />
        ))}
        {samples.map((sample, index) => (
          <circle
            key={index}
            cx={percent(scale(sample))}
            // Neighbors in order share no row, so equal samples stay countable.
            cy={5 + (index % ROWS) * ((HEIGHT - 12) / (ROWS - 1))}
            r={3}
            fill={isWorse?.(sample) ? worse : theme.palette.primary.main}
            fillOpacity={0.65}
          />
        ))}
      </svg>
      <div
        className={classes.axis}
        style={{
          height: Math.min(LABEL_LINES, marks.length) * LABEL_HEIGHT + 2,
        }}
        aria-hidden
      >
        {marks.map((mark, index) => (
          <span
            key={mark.label}
            className={classes.mark}
            style={{
              left: percent(scale(mark.value)),
              top: (index % LABEL_LINES) * LABEL_HEIGHT,
              fontWeight: mark.strong ? 600 : 400,
              transform: `translateX(-${scale(mark.value) * 100}%)`,
            }}
          >
            {mark.label}
          </span>
        ))}
      </div>
    </div>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}
