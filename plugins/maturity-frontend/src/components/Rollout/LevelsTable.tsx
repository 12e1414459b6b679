// SPDX-License-Identifier: Apache-2.0
import { useFormat, useMaturityTranslation, useModel } from '../../hooks';
import { DataTable } from '../DataTable';
import { TrendPoint } from './trendPoint';

/** @internal */
export interface LevelsTableProps {
  points: TrendPoint[];
}

/** The figures behind the chart, newest day first. @internal */
export function LevelsTable(props: LevelsTableProps) {
  const { points } = props;
  const { t } = useMaturityTranslation();
  const { levelName } = useModel();
  const format = useFormat();
  return (
    <DataTable
      caption={t('page.rollout.trend.title')}
      columns={[
        { id: 'day', title: t('page.rollout.trend.day'), whole: true },
        ...points[0].levels.map((_, level) => ({
          id: String(level),
          title: `${level} ${levelName(level)}`,
          numeric: true,
        })),
        { id: 'none', title: t('page.rollout.trend.none'), numeric: true },
        { id: 'score', title: t('page.rollout.trend.score'), numeric: true },
      ]}
      rows={[...points].reverse().map(point => ({
        id: point.day,
        cells: [
          format.date(point.day),
          ...point.levels.map(count => format.number(count)),
          format.number(point.none),
          format.measure(point.score, 'number'),
        ],
      }))}
    />
  );
}
