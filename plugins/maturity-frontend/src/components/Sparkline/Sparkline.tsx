// SPDX-License-Identifier: Apache-2.0
import { useTheme, Theme } from '@material-ui/core/styles';
import { VisuallyHidden } from '../VisuallyHidden';

/** @internal */
export interface SparklinePoint {
  /** Milliseconds. */
  at: number;
  /** 0..100 */
  score: number;
}

/** @internal */
export interface SparklineProps {
  points: SparklinePoint[];
  /** The course in a sentence, for those who listen. */
  label: string;
  width?: number;
  height?: number;
}

const PAD = 2;
/** A line may fill its height only when the score moved at least so far. */
const SMALLEST_RANGE = 40;

/** The course of a score as one small line; its numbers are in `label`. @internal */
export function Sparkline(props: SparklineProps) {
  const { points, label, width = 84, height = 22 } = props;
  const theme = useTheme<Theme>();

  if (points.length < 2) {
    return null;
  }
  const first = points[0].at;
  const span = Math.max(1, points[points.length - 1].at - first);
  const x = (at: number) => PAD + ((at - first) / span) * (width - 2 * PAD);
  const [low, high] = range(points);
  const y = (score: number) =>
    height - PAD - ((score - low) / (high - low)) * (height - 2 * PAD);
  // A score holds until the next change, so the line moves in steps.
  const path = points
    .map((point, index) =>
      index === 0
        ? `M${x(point.at)} ${y(point.score)}`
        : `H${x(point.at)}V${y(point.score)}`,
    )
    .join('');
  const last = points[points.length - 1];
  return (
    <span style={{ display: 'inline-flex' }}>
      <VisuallyHidden>{label}</VisuallyHidden>
      <svg width={width} height={height} aria-hidden focusable="false">
        <path
          d={path}
          fill="none"
          stroke={theme.palette.primary.main}
          strokeWidth={1.5}
        />
        <circle
          cx={x(last.at)}
          cy={y(last.score)}
          r={2}
          fill={theme.palette.primary.main}
        />
      </svg>
    </span>
  );
}

function range(points: SparklinePoint[]): [number, number] {
  const scores = points.map(({ score }) => score);
  const low = Math.min(...scores);
  const high = Math.max(...scores);
  const missing = Math.max(0, SMALLEST_RANGE - (high - low));
  return [low - missing / 2, high + missing / 2];
}
