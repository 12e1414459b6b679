// SPDX-License-Identifier: Apache-2.0
import { makeStyles, useTheme, Theme } from '@material-ui/core/styles';
import { HistoryAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { Translate, useFormat, useMaturityTranslation } from '../../hooks';
import { HistoryRow } from './historyRows';
import { PlacedMark, placeMarks } from './placeMarks';
import { lineStyles } from './lineStyles';

const useStyles = makeStyles(
  theme => ({
    legend: {
      color: theme.palette.text.secondary,
      display: 'flex',
      flexWrap: 'wrap',
      fontSize: theme.typography.pxToRem(12),
      gap: theme.spacing(0.25, 2),
      listStyle: 'none',
      margin: theme.spacing(1, 0, 0),
      padding: 0,
    },
    entry: { alignItems: 'center', display: 'inline-flex', gap: 6 },
  }),
  { name: 'MaturityHistoryChart' },
);

/** Where the label stands beside its line. */
const LABEL_PLACES = {
  start: 'insideTopLeft',
  middle: 'top',
  end: 'insideTopRight',
} as const;
/** A label inside of the chart is lifted above it. */
const ABOVE = { start: 18, middle: 0, end: 18 };

/** @internal */
export interface HistoryChartProps {
  rows: HistoryRow[];
  lines: { id: string; title: string }[];
  marks: HistoryAnswer['marks'];
  height: number;
}

/** Scores over time, with marks where something happened. @internal */
export function HistoryChart(props: HistoryChartProps) {
  const { rows, lines, marks, height } = props;
  const classes = useStyles();
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const styles = lineStyles(theme, lines.length);
  const placed = placeMarks(marks, rows[0].at, rows[rows.length - 1].at);
  const day = (at: number) => format.date(new Date(at).toISOString());
  const axis = {
    stroke: theme.palette.divider,
    tick: { fill: theme.palette.text.secondary, fontSize: 11 },
    tickLine: false,
  };

  return (
    <>
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={rows}
          margin={{ top: 26, right: 8, bottom: 0, left: -24 }}
        >
          <CartesianGrid stroke={theme.palette.divider} vertical={false} />
          <XAxis
            {...axis}
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            tickFormatter={day}
            minTickGap={48}
          />
          <YAxis
            {...axis}
            axisLine={false}
            domain={[0, 100]}
            ticks={[0, 50, 100]}
          />
          <Tooltip
            labelFormatter={day}
            formatter={(value, name) => [format.points(Number(value)), name]}
            contentStyle={{
              backgroundColor: theme.palette.background.paper,
              border: `1px solid ${theme.palette.divider}`,
              borderRadius: 4,
              color: theme.palette.text.primary,
              fontSize: 12,
            }}
            itemStyle={{ color: theme.palette.text.primary, padding: 0 }}
          />
          {placed.map((mark, index) => (
            <ReferenceLine
              key={`${mark.at} ${mark.type}`}
              x={mark.at}
              stroke={theme.palette.text.secondary}
              strokeDasharray="3 3"
              ifOverflow="hidden"
              label={{
                value: markText(t, mark),
                fill: theme.palette.text.secondary,
                fontSize: 10,
                position: LABEL_PLACES[mark.anchor],
                // Above the lines of the chart; neighbors share no line, so that both can be read.
                dy: (index % 2 === 0 ? 0 : -11) - ABOVE[mark.anchor],
              }}
            />
          ))}
          {lines.map(({ id, title }, index) => (
            <Line
              key={id}
              {...styles[index]}
              name={title}
              dataKey={(row: HistoryRow) => row.scores[id]}
              type="stepAfter"
              dot={false}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <ul className={classes.legend}>
        {lines.map(({ id, title }, index) => (
          <li key={id} className={classes.entry}>
            <svg width={22} height={8} focusable="false">
              <line x1={0} x2={22} y1={4} y2={4} {...styles[index]} />
            </svg>
            {title}
          </li>
        ))}
      </ul>
    </>
  );
}

function markText(t: Translate, mark: PlacedMark): string {
  const { type, count } = mark;
  switch (type) {
    case 'definitions-changed':
      return t('entity.history.markCount.definitionsChanged', { count });
    case 'model-changed':
      return t('entity.history.markCount.modelChanged', { count });
    case 'task-resolved':
      return t('entity.history.markCount.taskResolved', { count });
    case 'waived':
      return t('entity.history.markCount.waived', { count });
    default: {
      const never: never = type;
      return never;
    }
  }
}
