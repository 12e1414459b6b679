// SPDX-License-Identifier: Apache-2.0
/* eslint-disable no-restricted-imports -- a test may read files, the package itself never does */
import { existsSync } from 'fs';
import { join } from 'path';
import {
  calculateFolder,
  CalculatedRepository,
  comparisonFolder,
} from './compareFolder';

const folder = comparisonFolder();
const available = existsSync(join(folder, 'expected.json'));

/** Figures of one definition agree within this share; the rest is rounding of the file's decimals. */
const TOLERANCE = 0.005;
/** `expected.json` keeps three decimals of a day. */
const DAY_TOLERANCE = 0.001;
const STAGE_AGREEMENT = 0.95;

/** Where `model.md` defines a figure otherwise than `EXPECTED.md`, and what that does to the comparison. */
const DIFFERENCES_OF_DEFINITION: {
  figure: string;
  ours: string;
  theirs: string;
  comparison: string;
}[] = [
  {
    figure: 'deployment frequency',
    ours: 'per week, over the window or the life of a younger repository',
    theirs: 'releases / 365 * 30, young repositories are not scaled',
    comparison: 'the count in 365 days: our frequency times the weeks observed',
  },
  {
    figure: 'deployments',
    ours: 'production deployments in the events, maintenance lines included',
    theirs: 'the same as fromCdevents.deployments365',
    comparison:
      'exact, but for packages released together; root tags only and distinct days are other definitions',
  },
  {
    figure: 'packages of one repository that are released from one commit',
    ours: 'one release: the same revision within 24 h',
    theirs: 'a release each, in fastify/fastify-vite (32, of 23 commits)',
    comparison: 'with the different commits of the releases',
  },
  {
    figure: 'lead time',
    ours: 'all changes joined to a production deployment by its chain, from the time of change.merged',
    theirs:
      'fromCdevents: the same; leadTime: every commit of a release, also beyond the first-parent chain',
    comparison: 'with fromCdevents',
  },
  {
    figure: 'drift',
    ours: 'days since a higher version was first released, as of the read',
    theirs: "daysSinceSuperseded, as of the golden path's newest state",
    comparison:
      "as of the golden path's asOf; the state at the consumer's head with worstAtConsumerHead",
  },
  {
    figure:
      'kind of a reference that is neither a known tag nor the default branch',
    ours: 'tag where it reads like a version, else branch: what the caller must have meant',
    theirs: 'unknown',
    comparison: 'not the kind; everything else exactly',
  },
  {
    figure: 'adoption share without jobs',
    ours: '0: pipelines were read and none follows a golden path',
    theirs: 'null',
    comparison: 'as that',
  },
  {
    figure: 'majors behind',
    ours: 'not measured',
    theirs: 'majorsBehind',
    comparison: 'none',
  },
  {
    figure: 'stages',
    ours: 'a table of actions, commands and words; style checks are lint, static analyzers for security are security scans, commands of publishing are releases',
    theirs: 'other keyword rules, said to differ legitimately',
    comparison: 'rate of agreement; cases that differ are printed',
  },
  {
    figure: 'release or deploy',
    ours: 'two stages, deploy and release',
    theirs: 'one kind',
    comparison: 'either of ours',
  },
  {
    figure: 'pinning, file share, changes by subject',
    ours: 'not measured',
    theirs: 'pinning, fileShare, change',
    comparison: 'none',
  },
];

function table(rows: Record<string, unknown>[]): string {
  return rows
    .map(
      row =>
        `- ${Object.entries(row)
          .map(([key, value]) => `${key}: ${value}`)
          .join(' | ')}`,
    )
    .join('\n');
}

function expectClose(actual: number | null, wanted: number | null) {
  if (actual === null || wanted === null) {
    expect(actual).toBe(wanted);
    return;
  }
  // The file keeps four decimals: near zero the rounding outweighs the tolerance.
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(
    Math.max(Math.abs(wanted) * TOLERANCE, 1e-4),
  );
}

function expectDays(actual: number | undefined, wanted: number | null) {
  if (wanted === null) {
    expect(actual).toBeUndefined();
    return;
  }
  expect(Math.abs((actual ?? NaN) - wanted)).toBeLessThanOrEqual(DAY_TOLERANCE);
}

if (!available) {
  // eslint-disable-next-line no-console
  console.info(
    `The comparison with real data is skipped: '${folder}' has no expected.json. Set MATURITY_COMPARISON_DATA to a folder of that kind.`,
  );
}

// Data of real repositories is not part of this repository; without it there is nothing to compare.
(available ? describe : describe.skip)('figures of real repositories', () => {
  let calculated: CalculatedRepository[];

  beforeAll(() => {
    calculated = calculateFolder(folder);
    // eslint-disable-next-line no-console
    console.info(
      `Definitions that differ:\n${table(DIFFERENCES_OF_DEFINITION)}`,
    );
  });

  it('reads every event, and every file but those known to be unparsable', () => {
    expect(calculated.length).toBeGreaterThan(0);
    for (const {
      repository,
      refusedEvents,
      problems,
      expected,
    } of calculated) {
      expect({ repository, refusedEvents }).toEqual({
        repository,
        refusedEvents: [],
      });
      expect({
        repository,
        problems: problems.map(path => path.replace(/^.*\//, '')),
      }).toEqual({
        repository,
        problems: expected.standardization.unparsableFiles,
      });
    }
  });

  it('finds exactly the references to golden paths, and the version that each is on', () => {
    for (const { repository, references, expected } of calculated) {
      const name = ({ file, job }: { file: string; job?: string }) =>
        `${repository} ${file} ${job}`;
      expect(references.map(name).sort()).toEqual(
        expected.standardization.references.map(name).sort(),
      );
      for (const wanted of expected.standardization.references) {
        const { today } = references.find(
          reference => name(reference) === name(wanted),
        )!;
        expect({
          name: name(wanted),
          refKind: wanted.refKind === 'unknown' ? 'unknown' : today.refKind,
          usedRelease: today.resolvedVersion ?? null,
          releasesBehind: today.releasesBehind ?? null,
        }).toEqual({
          name: name(wanted),
          refKind: wanted.refKind,
          usedRelease: wanted.usedRelease,
          releasesBehind: wanted.releasesBehind,
        });
        expectDays(today.driftDays, wanted.daysSinceSuperseded);
        expectDays(today.daysBehind, wanted.daysBehind);
      }
    }
  });

  it("knows at the consumer's newest commit only what was released by then", () => {
    for (const { references, expected } of calculated) {
      const worst = expected.standardization.worstAtConsumerHead;
      const behind = references
        .map(({ atHead }) => atHead.releasesBehind)
        .filter((count): count is number => count !== undefined);
      const days = references
        .map(({ atHead }) => atHead.daysBehind)
        .filter((count): count is number => count !== undefined);
      expect(behind.length > 0 ? Math.max(...behind) : null).toBe(
        worst?.releasesBehind ?? null,
      );
      expectDays(
        days.length > 0 ? Math.max(...days) : undefined,
        worst?.daysBehind ?? null,
      );
    }
  });

  it('measures the drift of the worst reference', () => {
    for (const { drift, expected } of calculated) {
      const worst = expected.standardization.worst?.daysSinceSuperseded ?? null;
      expect(drift.status).toBe(worst === null ? 'no-data' : 'data');
      expectDays(drift.status === 'data' ? drift.value : undefined, worst);
    }
  });

  it('finds the share of jobs that call a golden path', () => {
    for (const { jobs, adoption, expected } of calculated) {
      expect(jobs).toBe(expected.standardization.jobs);
      const share = expected.standardization.adoptionShare;
      // A repository without pipelines follows no golden path: 0, where they have no share.
      expectClose(
        adoption.status === 'data' ? adoption.value : null,
        share ?? (jobs === 0 && adoption.status === 'data' ? 0 : null),
      );
    }
  });

  it('agrees on the stages in at least 95 % of the cases', () => {
    const cases = calculated.flatMap(({ repository, checks, expected }) =>
      (['direct', 'resolved'] as const).flatMap(reading =>
        Object.entries(expected.checks[reading]).map(([kind, theirs]) => ({
          repository,
          reading,
          kind,
          theirs,
          ours: checks[reading][kind],
        })),
      ),
    );
    const different = cases.filter(({ ours, theirs }) => ours !== theirs);
    // eslint-disable-next-line no-console
    console.info(
      `Stages agree in ${cases.length - different.length} of ${
        cases.length
      } cases.\n${table(different)}`,
    );
    expect(different.length / cases.length).toBeLessThanOrEqual(
      1 - STAGE_AGREEMENT,
    );
  });

  it('counts the production releases of 365 days', () => {
    const together: string[] = [];
    for (const {
      repository,
      frequencyPerWeek,
      weeksObserved,
      releasedTogether,
      expected,
    } of calculated) {
      const { deployments365 } = expected.fromCdevents;
      expectClose(
        frequencyPerWeek * weeksObserved,
        deployments365 - releasedTogether,
      );
      if (releasedTogether > 0) together.push(repository);
      expect(deployments365).toBe(expected.deploymentFrequency.releases);
    }
    expect(together).toEqual(['fastify/fastify-vite']);
  });

  it('joins changes to deployments and finds their lead times', () => {
    for (const { leadTimeHours, expected } of calculated) {
      const { leadSamples, leadP50Hours, leadP90Hours } = expected.fromCdevents;
      expect(leadTimeHours.samples).toBe(leadSamples);
      expectClose(leadTimeHours.p50, leadP50Hours);
      expectClose(leadTimeHours.p90, leadP90Hours);
    }
  });
});
