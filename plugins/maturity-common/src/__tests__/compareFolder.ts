// SPDX-License-Identifier: Apache-2.0
/* eslint-disable no-restricted-imports -- a test may read files, the package itself never does */
import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, relative, resolve } from 'path';
import {
  buildTemplate,
  DEFAULT_TIER_PATTERNS,
  DeliveryRecord,
  findMeasure,
  MeasureInput,
  Measurement,
  mergeRecords,
  parseCdevent,
  PipelineDefinition,
  PipelineFile,
  percentile,
  readPipelines,
  recordsFromEvents,
  ResolvedReference,
  resolveReference,
  resolveStages,
  Stage,
  TemplateRegistry,
} from '..';

const DAY = 24 * 60 * 60 * 1000;

/** The folder to compare with: the one beside the repository, or another of its kind. */
export function comparisonFolder(): string {
  return (
    process.env.MATURITY_COMPARISON_DATA ??
    resolve(__dirname, '../../../../../shared/data/open-source-orgs')
  );
}

interface ExpectedReference {
  file: string;
  job: string;
  refKind: string;
  usedRelease: string | null;
  releasesBehind: number | null;
  daysBehind: number | null;
  daysSinceSuperseded: number | null;
}

export interface ExpectedRepository {
  asOf: string;
  isGoldenPath: boolean;
  standardization: {
    jobs: number;
    unparsableFiles: string[];
    adoptionShare: number | null;
    references: ExpectedReference[];
    worst: Record<string, number> | null;
    worstAtConsumerHead: Record<string, number | null> | null;
  };
  checks: Record<'direct' | 'resolved', Record<string, boolean>>;
  deploymentFrequency: { releases: number };
  fromCdevents: {
    deployments365: number;
    leadSamples: number;
    leadP50Hours: number | null;
    leadP90Hours: number | null;
    events: number;
    changes: number;
  };
}

/** What was calculated for one repository of the folder. */
export interface CalculatedRepository {
  repository: string;
  expected: ExpectedRepository;
  refusedEvents: string[];
  problems: string[];
  jobs: number;
  references: {
    file: string;
    job?: string;
    /** As of the golden path's own newest state. */
    today: ResolvedReference;
    /** As of the consumer's newest commit. */
    atHead: ResolvedReference;
  }[];
  checks: Record<'direct' | 'resolved', Record<string, boolean>>;
  adoption: Measurement;
  /** As of the newest state of the golden paths in use. */
  drift: Measurement;
  frequencyPerWeek: number;
  weeksObserved: number;
  /** How many versions of the last 365 days were made from a commit that another one was made from, by the folder. */
  releasedTogether: number;
  leadTimeHours: { samples: number; p50: number | null; p90: number | null };
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function pipelineFiles(folder: string, prefix: string): PipelineFile[] {
  return filesBelow(folder).map(path => ({
    path: `${prefix}${relative(folder, path)}`,
    content: readFileSync(path, 'utf8'),
  }));
}

interface ReleaseFacts {
  releases: { commitSha: string; releasedAt: string; prerelease: boolean }[];
}

function countReleasedTogether(
  { releases }: ReleaseFacts,
  window: { from: string; to: string },
): number {
  const released = releases.filter(({ releasedAt, prerelease }) => {
    const at = new Date(releasedAt).toISOString();
    return !prerelease && at > window.from && at <= window.to;
  });
  return (
    released.length - new Set(released.map(({ commitSha }) => commitSha)).size
  );
}

interface GoldenPathFacts {
  defaultBranch: string;
  asOf: string;
  goldenPath: {
    approvedAtHead: string[];
    tags: {
      tag: string;
      commitSha: string;
      releasedAt: string;
      callableWorkflowPaths: string[];
    }[];
    snapshots: { commitSha: string }[];
  };
}

function readRegistry(
  folder: string,
  goldenPaths: { repository: string }[],
): TemplateRegistry {
  return {
    templates: goldenPaths.map(({ repository }) => {
      const { defaultBranch, goldenPath } = readJson<GoldenPathFacts>(
        folder,
        repository,
        'delivery.json',
      );
      const revisions = new Set(
        goldenPath.snapshots.map(({ commitSha }) => commitSha),
      );
      return buildTemplate({
        id: repository,
        provider: 'github',
        repository: `github.com/${repository}`,
        defaultBranch,
        paths: [
          ...new Set([
            ...goldenPath.approvedAtHead,
            ...goldenPath.tags.flatMap(tag => tag.callableWorkflowPaths),
          ]),
        ],
        versions: goldenPath.tags.map(({ tag, commitSha, releasedAt }) => ({
          name: tag,
          revision: commitSha,
          releasedAt,
        })),
        snapshots: [...revisions].map(revision => ({
          revision,
          files: pipelineFiles(
            join(folder, repository, 'workflows-at', revision),
            '.github/workflows/',
          ),
        })),
      }).template;
    }),
  };
}

function checksOf(stages: Set<Stage>): Record<string, boolean> {
  return {
    test: stages.has('test'),
    lint: stages.has('lint'),
    securityScan: stages.has('security-scan'),
    releaseOrDeploy: stages.has('release') || stages.has('deploy'),
  };
}

function checks(
  pipelines: PipelineDefinition[],
  registry: TemplateRegistry,
): CalculatedRepository['checks'] {
  const direct = new Set(pipelines.flatMap(({ stages }) => stages));
  const resolved = pipelines.flatMap(
    pipeline => resolveStages(pipeline, pipelines, registry).stages,
  );
  return {
    direct: checksOf(direct),
    resolved: checksOf(new Set([...direct, ...resolved])),
  };
}

interface IndexEntry {
  repository: string;
  path: string;
  asOf: string;
  headCommittedAt: string;
}

/** The drift as one sees it from the golden paths' newest state, whichever day the consumer was read. */
function driftAsOfGoldenPaths(
  input: MeasureInput,
  goldenAsOf: Map<string, string>,
): Measurement {
  const used = input.templates.templates.filter(({ repository }) =>
    input.records.pipelines.some(({ references }) =>
      references.some(reference => reference.repository === repository),
    ),
  );
  const latest = used
    .map(({ id }) => goldenAsOf.get(id)!)
    .sort()
    .pop();
  const now = latest ? new Date(latest).toISOString() : input.now;
  return findMeasure('pipeline.golden-path-drift')!.compute({
    ...input,
    now,
    window: { ...input.window, to: now },
    records: {
      ...input.records,
      pipelines: input.records.pipelines.map(pipeline => ({
        ...pipeline,
        observedAt: now,
      })),
    },
  });
}

/** The window, from the first record on where the repository is younger. */
function weeksObserved(
  records: DeliveryRecord[],
  window: { from: string; to: string },
): number {
  const instants = records.flatMap(item => {
    switch (item.type) {
      case 'deployment':
        return item.record.finishedAt ?? [];
      case 'provisioning':
        return item.record.requestedAt;
      default:
        return [];
    }
  });
  const first = [...instants].sort()[0] ?? window.from;
  const from = first > window.from ? first : window.from;
  return Math.max(1, (Date.parse(window.to) - Date.parse(from)) / DAY / 7);
}

/** Runs the whole way from files and events to measures for every repository of the folder. */
export function calculateFolder(folder: string): CalculatedRepository[] {
  const index = readJson<{
    goldenPaths: { repository: string }[];
    repositories: IndexEntry[];
  }>(folder, 'index.json');
  const { repositories: expected } = readJson<{
    repositories: Record<string, ExpectedRepository>;
  }>(folder, 'expected.json');
  const templates = readRegistry(folder, index.goldenPaths);
  const goldenAsOf = new Map(
    index.goldenPaths.map(({ repository }) => [
      repository,
      readJson<GoldenPathFacts>(folder, repository, 'delivery.json').asOf,
    ]),
  );

  return index.repositories.map(entry => {
    const { repository, path, asOf } = entry;
    const read = readPipelines(
      'github',
      [
        ...pipelineFiles(join(folder, path, 'workflows'), '.github/workflows/'),
        ...pipelineFiles(join(folder, path, 'files'), ''),
      ],
      {
        source: `github.com/${repository}`,
        repository: `github.com/${repository}`,
        observedAt: asOf,
      },
    );
    const parsed = readFileSync(join(folder, path, 'cdevents.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(line => parseCdevent(JSON.parse(line)));
    const events = parsed.flatMap(result => (result.ok ? [result.event] : []));
    const records = recordsFromEvents(events);
    const now = new Date(asOf).toISOString();
    const input: MeasureInput = {
      entityRef: `component:default/${repository.replace('/', '.')}`,
      records: {
        deployments: mergeRecords(
          records.flatMap(item =>
            item.type === 'deployment' ? [item.record] : [],
          ),
        ),
        pipelines: read.pipelines,
        provisionings: records.flatMap(item =>
          item.type === 'provisioning' ? [item.record] : [],
        ),
        incidents: [],
        facts: [],
      },
      window: {
        from: new Date(Date.parse(now) - 365 * DAY).toISOString(),
        to: now,
      },
      now,
      templates,
      peers: [],
      reach: {
        deployments: true,
        gates: false,
        pipelines: true,
        provisionings: true,
      },
      settings: {
        requiredStages: [],
        tierPatterns: [...DEFAULT_TIER_PATTERNS],
      },
    };
    const releasedTogether = countReleasedTogether(
      readJson<ReleaseFacts>(folder, path, 'delivery.json'),
      input.window,
    );
    const measure = (id: string) => findMeasure(id)!.compute(input);
    const frequency = measure('deployment.frequency');
    const leadTime = measure('deployment.lead-time');
    const hours =
      leadTime.status === 'data'
        ? [...(leadTime.hourSamples ?? [])].sort((a, b) => a - b)
        : [];
    return {
      repository,
      expected: expected[repository],
      refusedEvents: parsed.flatMap(result =>
        result.ok ? [] : [result.reason],
      ),
      problems: read.problems.map(problem => problem.path),
      jobs: read.pipelines.reduce((sum, { jobs }) => sum + jobs.length, 0),
      references: read.pipelines.flatMap(pipeline =>
        pipeline.references.flatMap(reference => {
          const atHead = resolveReference(
            reference,
            templates,
            entry.headCommittedAt,
          );
          const today =
            atHead &&
            resolveReference(
              reference,
              templates,
              goldenAsOf.get(atHead.template.id)!,
            );
          return atHead && today
            ? [
                {
                  file: pipeline.path.replace(/^.*\//, ''),
                  job: reference.job,
                  today,
                  atHead,
                },
              ]
            : [];
        }),
      ),
      checks: checks(read.pipelines, templates),
      adoption: measure('pipeline.golden-path-adoption'),
      drift: driftAsOfGoldenPaths(input, goldenAsOf),
      frequencyPerWeek: frequency.status === 'data' ? frequency.value : NaN,
      weeksObserved: weeksObserved(records, input.window),
      releasedTogether,
      leadTimeHours: {
        samples: hours.length,
        p50: leadTime.status === 'data' ? leadTime.value : null,
        p90: hours.length > 0 ? percentile(hours, 0.9) : null,
      },
    };
  });
}
