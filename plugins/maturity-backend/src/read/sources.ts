// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { ScorecardView } from '@delivery-maturity/backstage-plugin-maturity-common';
import { CollectorMatch } from '@delivery-maturity/backstage-plugin-maturity-node';
import { matchAmong, Matcher } from '../collect/matchAmong';
import { DbCollectorStatusRow } from '../store/tables';
import { reasonOf } from '../collect/reasonOf';
import { SourceReach, sourceOfStatus } from '../store/composeReach';
import { describeReach } from './describeReach';
import { SENT } from '../store/operations/saveReach';
import { present, presentInstant } from '../store/operations/read/attributes';
import { RecordSourceRow } from '../store/operations/read/readRecordSources';

/** A collector as far as an entity's sources are told from it. @internal */
export interface KnownCollector extends Matcher {
  title: string;
}

type Source = ScorecardView['sources'][number];

const PUSHED: Matcher = {
  id: 'pushed',
  match: () => ({ status: 'match', target: 'pushed' }),
};

/** Sources that are named; an entity with more is told of those that delivered last. */
const MAX_RECORD_SOURCES = 10;

/** What feeds an entity, and what its owner may add: the exact line, where something is missing. @internal */
export function describeSources(options: {
  entity: Entity;
  collectors: KnownCollector[];
  statuses: DbCollectorStatusRow[];
  recordSources: RecordSourceRow[];
  /** What each source can tell, by the `source` of its records. */
  reach: ReadonlyMap<string, SourceReach>;
}): Source[] {
  const { entity, collectors, statuses, recordSources, reach } = options;
  // Who sends its records itself is read as well.
  const readers =
    recordSources.length > 0 ? [...collectors, PUSHED] : collectors;
  const collected = collectors.flatMap(collector => {
    const status = statuses.find(row => row.collector_id === collector.id);
    const match = matchAmong(collector, readers, entity);
    const source = status
      ? fromStatus(collector, status, newestOf(match, recordSources))
      : fromMatch(collector, match);
    return source
      ? [
          {
            ...source,
            ...recognition(match),
            ...(status && reachOf(sourceOfStatus(status), reach)),
          },
        ]
      : [];
  });
  // What a collector reads is told with the collector.
  const told = new Set(
    statuses
      .filter(row => collectors.some(({ id }) => id === row.collector_id))
      .map(sourceOfStatus),
  );
  const untold = new Map([...reach].filter(([source]) => !told.has(source)));
  const delivered: Source[] = [...recordSources]
    .sort((a, b) => b.newest_ms - a.newest_ms)
    .slice(0, MAX_RECORD_SOURCES)
    .map(row => ({
      id: row.source,
      title: row.source,
      state: 'ok' as const,
      ...presentInstant('newest', row.newest_ms),
      ...reachOf(row.source, untold),
    }));
  // What was told once outlives the records that showed it.
  const remembered: Source[] = [...untold.keys()]
    .filter(source => recordSources.every(row => row.source !== source))
    .sort()
    .slice(0, MAX_RECORD_SOURCES)
    .map(source => ({
      id: source,
      title: source === SENT ? 'Pipelines that were sent' : source,
      state: 'ok' as const,
      ...reachOf(source, untold),
    }));
  const sources = [...collected, ...delivered, ...remembered];
  // What matches already waits for no annotation.
  const waiting = collectors.filter(
    collector => collector.match(entity).status !== 'match',
  );
  return sources.length > 0 ? sources : [notConnected(waiting)];
}

function reachOf(
  source: string,
  reach: ReadonlyMap<string, SourceReach>,
): Pick<Source, 'reach'> {
  const known = reach.get(source);
  return known ? { reach: describeReach(known) } : {};
}

function recognition(match: CollectorMatch): Pick<Source, 'recognizes'> {
  return match.status === 'match' && match.recognizes
    ? { recognizes: match.recognizes }
    : {};
}

/** Records of a collector name the target that they were read from, or its host. */
function newestOf(
  match: CollectorMatch,
  recordSources: RecordSourceRow[],
): number | null {
  if (match.status !== 'match') {
    return null;
  }
  const times = recordSources
    .filter(({ source }) => `${match.target}/`.startsWith(`${source}/`))
    .map(row => row.newest_ms);
  return times.length > 0 ? Math.max(...times) : null;
}

function fromStatus(
  collector: KnownCollector,
  row: DbCollectorStatusRow,
  newestMs: number | null,
): Source {
  return {
    id: collector.id,
    title: collector.title,
    state: stateOf(row.state),
    ...reasonOf(row),
    ...presentInstant('newest', newestMs),
    ...present('message', row.message),
    ...presentInstant('retryAt', row.retry_at_ms),
  };
}

/** A repository that was moved, archived or is still empty was read well. */
function stateOf(state: string): Source['state'] {
  switch (state) {
    case 'ok':
    case 'renamed':
    case 'archived':
    case 'empty':
      return 'ok';
    case 'stale':
      return 'stale';
    default:
      return 'error';
  }
}

function fromMatch(
  collector: KnownCollector,
  match: CollectorMatch,
): Source | undefined {
  const { id, title } = collector;
  switch (match.status) {
    case 'incomplete':
      return {
        id,
        title,
        state: 'not-connected',
        reason: 'not-connected',
        message: match.message,
      };
    case 'match':
      return match.isOptional
        ? undefined
        : {
            id,
            title,
            state: 'not-connected',
            reason: 'not-read-yet',
            message: `'${match.target}' is not read yet. It is with the next run.`,
          };
    default:
      return undefined;
  }
}

const ANNOTATIONS = [
  '`github.com/project-slug: <owner>/<repository>`',
  '`gitlab.com/project-slug: <group>/<project>`',
];

function notConnected(collectors: KnownCollector[]): Source {
  const read = collectors.map(({ title }) => title).join(' and ');
  return {
    id: 'none',
    title: 'No source',
    state: 'not-connected',
    reason: 'not-connected',
    message: [
      'Nothing says where this entity ships from, so none of its checks has data.',
      read &&
        `To have ${read} read, add one line below 'metadata.annotations' in its catalog-info.yaml: ${ANNOTATIONS.join(
          ' or ',
        )}.`,
      "Where a pipeline sends its events itself, add `delivery-maturity.io/source: <repository URL>` and post CDEvents to '/api/maturity/v1/ingest/cdevents'.",
    ]
      .filter(Boolean)
      .join(' '),
  };
}
