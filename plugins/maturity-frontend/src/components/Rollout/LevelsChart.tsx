// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'react';
import { Theme, useTheme } from '@material-ui/core/styles';
import {
  Area,
  AreaChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { levelColors } from '../../theme';
import { TrendPoint } from './trendPoint';

/** @internal */
export interface LevelsChartProps {
  points: TrendPoint[];
  height: number;
}

/** Stacked shares of the levels among the entities that have one; the best level lies at the bottom, so that progress rises. @internal */
export function LevelsChart(props: LevelsChartProps) {
  const { points, height } = props;
  const theme = useTheme<Theme>();
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  const data = useMemo(() => points.map(toRow), [points]);
  const top = points[0].levels.length - 1;
  const swatches = levelColors(theme, top);
  const levels = Array.from({ length: top + 1 }, (_, index) => top - index);
  const axis = {
    stroke: theme.palette.text.secondary,
    tick: { fill: theme.palette.text.secondary, fontSize: 12 },
    tickLine: false,
    axisLine: false,
  };

  return (
    <div role="img" aria-label={t('page.rollout.trend.share')}>
      <ResponsiveContainer width="100%" height={height}>
        <AreaChart
          data={data}
          stackOffset="expand"
          margin={{ top: 4, right: 8, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis
            {...axis}
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            minTickGap={48}
            tickFormatter={at => format.date(new Date(at).toISOString())}
          />
          <YAxis
            {...axis}
            width={44}
            ticks={[0, 0.5, 1]}
            tickFormatter={share => `${Math.round(share * 100)}\u00a0%`}
          />
          <Tooltip
            contentStyle={{
              background: theme.palette.background.paper,
              borderColor: theme.palette.divider,
              color: theme.palette.text.primary,
              fontSize: 12,
            }}
            itemStyle={{ color: theme.palette.text.primary, padding: 0 }}
            labelFormatter={at => format.date(new Date(at).toISOString())}
          />
          {levels.map(level => (
            <Area
              key={level}
              dataKey={`level${level}`}
              name={`${level} ${levelName(level)}`}
              stackId="levels"
              type="linear"
              fill={swatches[level].background}
              stroke={theme.palette.background.paper}
              strokeWidth={1}
              fillOpacity={1}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}

function toRow(point: TrendPoint): Record<string, number> {
  return {
    at: Date.parse(point.day),
    ...Object.fromEntries(
      point.levels.map((count, level) => [`level${level}`, count]),
    ),
  };
}
