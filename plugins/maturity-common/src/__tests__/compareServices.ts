// SPDX-License-Identifier: Apache-2.0
/* eslint-disable no-restricted-imports -- a test may read files, the package itself never does */
import { readdirSync, readFileSync, statSync } from 'fs';
import { join, relative, resolve } from 'path';
import {
  findMeasure,
  Measurement,
  PipelineDefinition,
  PipelineFile,
  readPipelines,
  resolveStages,
  STAGES,
  waysToProduction,
} from '..';

const NOW = '2026-11-29T00:00:00.000Z';

/** The folder to compare with: the one beside the repository, or another of its kind. */
export function servicesFolder(): string {
  return (
    process.env.MATURITY_SERVICES_DATA ??
    resolve(__dirname, '../../../../../shared/data/services')
  );
}

/** `debatable`: careful engineers could say either. */
type Verdict = boolean | 'debatable';

interface Label {
  repository: string;
  stages: Record<string, { value: Verdict }>;
  scanAtCommit: { value: Verdict };
  production: { deploys: Verdict };
  gates: {
    countRange: [number, number];
    notGates: { name: string; at: string }[];
  };
  references: {
    file: string;
    job: string;
    target: string;
    path: string;
    ref: string;
    refKind: string;
  }[];
}

interface IndexEntry {
  repository: string;
  path: string;
  host: 'github' | 'gitlab';
  defaultBranch?: string;
}

/** What was found in the files of one service. */
export interface ServiceReading {
  repository: string;
  host: 'github' | 'gitlab';
  pipelines: PipelineDefinition[];
  problems: string[];
  stages: string[];
  scanAtCommit: boolean;
  deploys: boolean;
  /** `file:job (environment) <- events` */
  ways: string[];
  unknown: string[];
  gates: Measurement;
  references: string[];
}

/** One question that a label answers. */
export interface Comparison {
  repository: string;
  host: 'github' | 'gitlab';
  kind: string;
  theirs: string;
  ours: string;
  agrees: boolean;
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8'));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function filesOf(folder: string): PipelineFile[] {
  return filesBelow(folder).map(path => ({
    path: relative(folder, path),
    content: readFileSync(path, 'utf8'),
  }));
}

function gatesOf(pipelines: PipelineDefinition[]): {
  gates: Measurement;
  scan: Measurement;
} {
  const input = {
    entityRef: 'component:default/service',
    records: {
      deployments: [],
      provisionings: [],
      incidents: [],
      facts: [],
      pipelines: pipelines.map(pipeline => ({
        ...pipeline,
        gatesComplete: true,
      })),
    },
    window: { from: '2026-08-31T00:00:00.000Z', to: NOW },
    now: NOW,
    templates: { templates: [] },
    peers: [],
    reach: {
      deployments: false,
      gates: true,
      pipelines: true,
      provisionings: false,
    },
    settings: { requiredStages: [], tierPatterns: [] },
  };
  return {
    gates: findMeasure('approval.gates')!.compute(input),
    scan: findMeasure('pipeline.scan-at-commit')!.compute(input),
  };
}

function describeWay({
  pipeline,
  deployment,
}: ReturnType<typeof waysToProduction>['ways'][number]): string {
  const { job, environment = '?', basis, events } = deployment;
  return `${pipeline.path}:${job} (${basis} ${environment}) <- ${events.join(
    ', ',
  )}`;
}

function readService(folder: string, entry: IndexEntry): ServiceReading {
  const { repository, host, defaultBranch } = entry;
  const { pipelines, problems } = readPipelines(
    host,
    filesOf(join(folder, entry.path, 'files')),
    {
      source: repository,
      repository: `${host}.com/${repository}`,
      observedAt: NOW,
      ...(defaultBranch ? { defaultBranch } : {}),
    },
  );
  const { ways, unknown } = waysToProduction(pipelines);
  const { gates, scan } = gatesOf(pipelines);
  const registry = { templates: [] };
  const stages = new Set(
    pipelines.flatMap(
      pipeline => resolveStages(pipeline, pipelines, registry).stages,
    ),
  );
  return {
    repository,
    host,
    pipelines,
    problems: problems.map(({ path, message }) => `${path}: ${message}`),
    stages: STAGES.filter(stage => stages.has(stage)),
    scanAtCommit: scan.status === 'data' && scan.value === 1,
    deploys: ways.length > 0,
    ways: ways.map(describeWay),
    unknown: unknown.map(describeWay),
    gates,
    references: pipelines.flatMap(pipeline =>
      pipeline.references
        .filter(
          reference =>
            // The labels leave out GitLab's own templates.
            reference.refKind !== 'local' &&
            !/\/gitlab-org\/gitlab$/.test(reference.repository ?? ''),
        )
        .map(reference =>
          referenceKey({
            target: reference.repository ?? reference.target,
            path: reference.path,
            ref: reference.ref,
            refKind: reference.refKind,
          }),
        ),
    ),
  };
}

function referenceKey(reference: {
  target: string;
  path?: string;
  ref?: string;
  refKind: string;
}): string {
  return [
    reference.target.replace(/^(?:github|gitlab)\.com\//, '').toLowerCase(),
    (reference.path ?? '').replace(/^\/+/, ''),
    reference.ref ?? '',
    reference.refKind,
  ].join(' ');
}

/** Reads every service of the folder, those without a label too. */
export function readServices(folder: string): ServiceReading[] {
  const { repositories } = readJson<{ repositories: IndexEntry[] }>(
    folder,
    'index.json',
  );
  return repositories.map(entry => readService(folder, entry));
}

/** Gates that we count at a place which the label calls none. */
function wronglyCounted(gates: Measurement, label: Label): string[] {
  const counted =
    gates.status === 'data'
      ? gates.evidence.filter(({ kind }) => kind === 'gate')
      : [];
  return counted.flatMap(({ label: name, details }) => {
    const isNone = label.gates.notGates.some(({ at }) => {
      const [file, job] = at.split(' ')[0].split(':');
      const isNamed = name === job || details?.job === job;
      return details?.path === file && (job === undefined || isNamed);
    });
    return isNone ? [name] : [];
  });
}

function gateComparisons(reading: ServiceReading, label: Label) {
  const [least, most] = label.gates.countRange;
  const { gates } = reading;
  const count = gates.status === 'data' ? gates.value : undefined;
  const names =
    gates.status === 'data'
      ? gates.evidence.flatMap(({ kind, label: name }) =>
          kind === 'gate' ? [name] : [],
        )
      : [];
  const wrong = wronglyCounted(gates, label);
  return [
    {
      kind: 'gates',
      theirs: `${least} to ${most}`,
      ours: `${count ?? 'no data'} ${names.join(', ')}`,
      agrees: count !== undefined && count >= least && count <= most,
    },
    {
      kind: 'not a gate',
      theirs: '',
      ours: wrong.join(', '),
      agrees: wrong.length === 0,
    },
  ];
}

/** Every answer of the labels that is not debatable, beside ours. */
export function compareServices(
  folder: string,
  readings: ServiceReading[],
): Comparison[] {
  return readings.flatMap(reading => {
    const { repository, host } = reading;
    const file = `${repository.replace('/', '__')}.json`;
    if (!readdirSync(join(folder, 'labels')).includes(file)) {
      return [];
    }
    const label = readJson<Label>(folder, 'labels', file);
    const verdicts: [string, Verdict, boolean][] = [
      ['ways to production', label.production.deploys, reading.deploys],
      ['scan at commit', label.scanAtCommit.value, reading.scanAtCommit],
      ...Object.entries(label.stages).map(
        ([stage, { value }]): [string, Verdict, boolean] => [
          stage,
          value,
          reading.stages.includes(stage),
        ],
      ),
    ];
    const theirs = label.references.map(referenceKey).sort();
    const ours = [...reading.references].sort();
    return [
      ...verdicts
        .filter(([, value]) => value !== 'debatable')
        .map(([kind, value, found]) => ({
          kind,
          theirs: String(value),
          ours: String(found),
          agrees: value === found,
        })),
      ...gateComparisons(reading, label),
      {
        kind: 'references',
        theirs: theirs.filter(one => !ours.includes(one)).join('; '),
        ours: ours.filter(one => !theirs.includes(one)).join('; '),
        agrees: theirs.join('\n') === ours.join('\n'),
      },
    ].map(comparison => ({ repository, host, ...comparison }));
  });
}
