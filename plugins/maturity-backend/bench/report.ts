// SPDX-License-Identifier: Apache-2.0
import { Figures } from './measure';

type Row = [label: string, ...cells: string[]];

const COMPARISONS: { label: string; cell: (figures: Figures) => string }[] = [
  { label: 'Records', cell: f => number(f.records, 0) },
  {
    label: 'Full evaluation, first time',
    cell: f =>
      `${seconds(f.firstEvaluation.seconds)}, ${perSecond(
        f.firstEvaluation.perSecond,
      )}`,
  },
  {
    label: 'Full evaluation, again',
    cell: f =>
      `${seconds(f.evaluation.seconds)}, ${perSecond(f.evaluation.perSecond)}`,
  },
  {
    label: '  floor: the function alone',
    cell: f =>
      `${seconds(f.evaluationFloor.seconds)}, ${times(
        f.evaluation.seconds / f.evaluationFloor.seconds,
      )}`,
  },
  {
    label: '  processor time of the backend, first / again',
    cell: f =>
      [f.firstEvaluation, f.evaluation]
        .map(({ cpuSeconds }) => seconds(cpuSeconds))
        .join(' / '),
  },
  {
    label: '  other requests meanwhile, p50 / p95 / max',
    cell: f => {
      const { p50, p95, max } = f.evaluation.bystander;
      return `${ms(p50)} / ${ms(p95)} / ${ms(max)}`;
    },
  },
  {
    label: '  other requests above 100 ms, first / again',
    cell: f =>
      [f.firstEvaluation, f.evaluation]
        .map(({ bystander }) => `${bystander.above100ms}`)
        .join(' / '),
  },
  {
    label: '  longest hold of the event loop, first / again',
    cell: f =>
      [f.firstEvaluation, f.evaluation]
        .map(({ longestDelayMs }) => ms(longestDelayMs))
        .join(' / '),
  },
  {
    label: 'Peak memory',
    cell: f => `${number(f.peakBytes / 2 ** 20, 0)} MiB`,
  },
  {
    label: 'Rollup never asked before, p50 / p95',
    cell: f => `${ms(f.newRollups.p50)} / ${ms(f.newRollups.p95)}`,
  },
  { label: 'Rollup, size', cell: f => kilobytes(f.sizes.rollupBytes) },
  { label: 'Page of 50, size', cell: f => kilobytes(f.sizes.listBytes) },
  { label: 'Scorecard, size', cell: f => kilobytes(f.sizes.scorecardBytes) },
  {
    label: 'Rollout on screen after its answer, p50 / max',
    cell: f =>
      f.rendering
        ? `${ms(f.rendering.rollout.p50)} / ${ms(f.rendering.rollout.max)}`
        : '',
  },
  {
    label: 'Page of the table after its answer, p50 / max',
    cell: f =>
      f.rendering
        ? `${ms(f.rendering.tablePage.p50)} / ${ms(f.rendering.tablePage.max)}`
        : '',
  },
  {
    label: 'Ingest of records',
    cell: f => perSecond(f.ingest.recordsPerSecond),
  },
  {
    label: 'Ingest of CDEvents',
    cell: f => perSecond(f.ingest.cdeventsPerSecond),
  },
  {
    label: '  floor: multi-row insert',
    cell: f => perSecond(f.insertFloorPerSecond),
  },
];

/** The figures as a table, one column per database and size. */
export function formatTable(all: Figures[]): string {
  const rows: Row[] = [
    ['', ...all.map(({ database, entities }) => `${database} ${entities}`)],
    ...COMPARISONS.map(
      ({ label, cell }): Row => [label, ...all.map(figures => cell(figures))],
    ),
    ...readRows(all),
    ...growthRows(all),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === 0
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  '),
    )
    .join('\n');
}

function readRows(all: Figures[]): Row[] {
  return (all[0]?.reads ?? []).flatMap(({ connections }, index): Row[] => {
    const at = `${connections} connection${connections === 1 ? '' : 's'}`;
    const cells = (cell: (reads: Figures['reads'][number]) => string) =>
      all.map(({ reads }) => cell(reads[index]));
    return [
      [
        `Rollup, ${at}, p50 / p95`,
        ...cells(({ rollup }) => `${ms(rollup.p50)} / ${ms(rollup.p95)}`),
      ],
      [
        `Page of 50, ${at}, p50 / p95`,
        ...cells(({ list }) => `${ms(list.p50)} / ${ms(list.p95)}`),
      ],
      [
        `Scorecard, ${at}, p50 / p95`,
        ...cells(
          ({ scorecard }) => `${ms(scorecard.p50)} / ${ms(scorecard.p95)}`,
        ),
      ],
      [
        `  floor: primary-key read`,
        ...cells(({ floor }) => `${ms(floor.p50)} / ${ms(floor.p95)}`),
      ],
      [
        `  scorecard by floor, p50 / p95 / requests`,
        ...cells(({ floor, scorecard }) =>
          [
            scorecard.p50 / floor.p50,
            scorecard.p95 / floor.p95,
            floor.perSecond / scorecard.perSecond,
          ]
            .map(times)
            .join(' / '),
        ),
      ],
    ];
  });
}

/** How evaluation grows from the smallest to the largest number of entities. */
function growthRows(all: Figures[]): Row[] {
  return [
    [
      'Growth of full evaluation',
      ...all.map(figures => {
        const [smallest] = all
          .filter(({ database }) => database === figures.database)
          .sort((a, b) => a.entities - b.entities);
        return smallest === figures
          ? ''
          : `${times(
              figures.evaluation.seconds / smallest.evaluation.seconds,
            )} for ${times(figures.entities / smallest.entities)}`;
      }),
    ],
  ];
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function seconds(value: number): string {
  return `${number(value, 1)} s`;
}

function ms(value: number): string {
  return `${number(value, value < 10 ? 1 : 0)} ms`;
}

function perSecond(value: number): string {
  return `${number(value, 0)}/s`;
}

function times(value: number): string {
  return `${number(value, 1)} ×`;
}

function kilobytes(value: number): string {
  return `${number(value / 1000, 1)} kB`;
}
