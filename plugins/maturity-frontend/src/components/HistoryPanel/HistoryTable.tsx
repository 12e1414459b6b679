// SPDX-License-Identifier: Apache-2.0
import { HistoryAnswer } from '@delivery-maturity/backstage-plugin-maturity-common';
import { useFormat, useMaturityTranslation } from '../../hooks';
import { DataTable } from '../DataTable';
import { HistoryRow } from './historyRows';

const DAY = 86_400_000;

/** @internal */
export interface HistoryTableProps {
  caption: string;
  rows: HistoryRow[];
  lines: { id: string; title: string }[];
  marks: HistoryAnswer['marks'];
}

/** The numbers behind the chart, the newest first, with what happened up to each day. @internal */
export function HistoryTable(props: HistoryTableProps) {
  const { caption, rows, lines, marks } = props;
  const { t } = useMaturityTranslation();
  const format = useFormat();
  const happened = (row: HistoryRow, index: number) => {
    const since = index === 0 ? -Infinity : rows[index - 1].at + DAY;
    return marks
      .filter(({ at }) => {
        const instant = Date.parse(at);
        return instant >= since && instant < row.at + DAY;
      })
      .map(({ label }) => label)
      .join('; ');
  };

  return (
    <DataTable
      caption={caption}
      columns={[
        { id: 'day', title: t('entity.history.column.day'), whole: true },
        ...lines.map(line => ({ ...line, numeric: true })),
        { id: 'marks', title: t('entity.history.marks') },
      ]}
      rows={rows
        .map((row, index) => ({
          id: String(row.at),
          cells: [
            format.date(new Date(row.at).toISOString()),
            ...lines.map(({ id }) => {
              const score = row.scores[id];
              return score === undefined
                ? t('measure.none')
                : format.points(score);
            }),
            happened(row, index),
          ],
        }))
        .reverse()}
    />
  );
}
