// SPDX-License-Identifier: Apache-2.0
import { toError } from '@backstage/errors';
import {
  chunk,
  CollectedItem,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import {
  absenceOf,
  GithubPermissionError,
  GraphqlProblem,
  isRefusal,
} from './client/errors';
import { inHalves } from './client/inHalves';
import { missingOf } from './permissions';
import {
  OPEN_DEPLOYMENTS,
  PROBE,
  PROBE_WITHOUT_DEPLOYMENTS,
  repositoriesQuery,
  Selection,
} from './queries';
import { hasGreenBuild, isYoung, toProvisioning } from './provisioning';
import { openDeploymentSchema, Probe, probeSchema } from './schema';
import { failureOf, isHostDown, Job, Session, successOf } from './Session';
import { printState, resumeState, TargetState } from './state';
import { findChangedGates } from './readGates';
import { readersOf, SLUG_ANNOTATION, statusOf, Target } from './targets';
import { haveRunsChanged } from './workflowRuns';

const IDS_PER_QUERY = 100;
/** Repositories that are asked about their runs at the same time. */
const ASKED_AT_A_TIME = 10;
/** Protection rules carry no date, so they are read again after this time even where nothing else changed. */
const GATES_EVERY_MS = 24 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** What a look at many repositories brought: what to say at once, and which of them to read. @internal */
export interface ProbeResult {
  items: CollectedItem[];
  changed: Job[];
}

/** Looks at many repositories in one query and finds out which of them changed. @internal */
export async function probeTargets(
  session: Session,
  targets: Target[],
): Promise<ProbeResult> {
  const candidates: Job[] = [];
  const items: CollectedItem[] = [];
  const take = async ({ target, answer, own }: Look) => {
    const parsed = probeSchema.nullish().safeParse(answer);
    const trouble = own.filter(problem => !isRefusal(problem));
    if (!parsed.success || trouble.length > 0) {
      const error = parsed.error ?? absenceOf(trouble);
      items.push(...failureOf(target, error));
      return;
    }
    if (!parsed.data) {
      items.push(...failureOf(target, absenceOf(own)));
      return;
    }
    const readers = readersOf(target);
    const watermark = await session.context.readWatermark(target.key);
    const job: Job = {
      target,
      probe: parsed.data,
      state: resumeState(watermark, { readers, since: session.since }),
      missing: missingOf(own),
      notices: [],
      askedForRules: new Set(),
    };
    const settled = settle(job, session.since);
    if (settled) {
      items.push(...settled);
    } else {
      candidates.push(job);
    }
  };
  const refused: Look[] = [];
  for (const found of await ask(session, targets, PROBE)) {
    if (!found.answer && missingOf(found.own).has('deployments')) {
      refused.push(found);
    } else {
      await take(found);
    }
  }
  const again = await ask(
    session,
    refused.map(({ target }) => target),
    PROBE_WITHOUT_DEPLOYMENTS,
  );
  for (const [index, found] of again.entries()) {
    await take({ ...found, own: [...found.own, ...refused[index].own] });
  }
  const moved = await findMoved(session, candidates);
  const changed: Job[] = [];
  const quiet: Job[] = [];
  for (const part of chunk(candidates, ASKED_AT_A_TIME)) {
    const looks = await Promise.all(
      part.map(job => (moved.has(job) ? true : look(job, session))),
    );
    for (const [index, job] of part.entries()) {
      const found = looks[index];
      if (found instanceof Error) {
        items.push(...failureOf(job.target, found));
      } else {
        (found ? changed : quiet).push(job);
      }
    }
  }
  const due = quiet.filter(job => areGatesDue(job, session));
  const otherGates = await findChangedGates(session, due);
  for (const job of quiet) {
    if (otherGates.has(job)) {
      changed.push(job);
      continue;
    }
    items.push(...successOf(job));
    if (due.includes(job)) {
      job.state.gatesAt = session.context.now().toISOString();
      items.push({
        kind: 'watermark',
        key: job.target.key,
        value: printState(job.state),
      });
    }
  }
  return { items, changed };
}

/** What a look showed of a target, and the host's words about what it did not. */
interface Look {
  target: Target;
  answer: unknown;
  own: GraphqlProblem[];
}

async function ask(
  session: Session,
  targets: Target[],
  selection: Selection,
): Promise<Look[]> {
  if (targets.length === 0) {
    return [];
  }
  return inHalves(
    targets,
    async part => {
      const { query, variables } = repositoriesQuery(
        'Probe',
        part.map(({ owner, name }) => ({ owner, name, selection })),
      );
      const { data, problems } = await session.client.graphql(query, variables);
      return part.map((target, index) => ({
        target,
        answer: data[`r${index}`],
        own: problems.filter(({ path }) => !path || path[0] === `r${index}`),
      }));
    },
    (target, { message }) => ({ target, answer: null, own: [{ message }] }),
  );
}

/** The repositories that are not read, each with its own visible word. */
function settle(job: Job, since: string): CollectedItem[] | undefined {
  const { target, probe } = job;
  if (probe.nameWithOwner.toLowerCase() !== `${target.owner}/${target.name}`) {
    job.notices.push(
      `The repository is now '${probe.nameWithOwner}'. Change the annotation '${SLUG_ANNOTATION}' to it.`,
    );
  }
  if (probe.isDisabled) {
    return statusOf(target, {
      state: 'error',
      message: `GitHub has disabled '${probe.nameWithOwner}'. Its administrators find the reason at ${probe.url}.`,
    });
  }
  if (probe.isEmpty) {
    return [
      ...(new Date(probe.createdAt).toISOString() >= since
        ? target.entities.map(({ entityRef }) => ({
            kind: 'record' as const,
            entityRef,
            item: {
              type: 'provisioning' as const,
              record: { ...toProvisioning(probe, target, {}), entityRef },
            },
          }))
        : []),
      ...statusOf(target, {
        state: 'empty',
        message: `'${probe.nameWithOwner}' is empty: nothing was pushed yet.`,
        reach: ['deployments', 'gates', 'pipelines', 'provisionings'],
      }),
    ];
  }
  return undefined;
}

/** Equal for two looks between which nothing happened. @internal */
export function markerOf(probe: Probe, target: Target): string {
  const { deployments, releases, defaultBranchRef, pushedAt } = probe;
  const newest = deployments?.nodes[0];
  const release = releases?.nodes[0];
  const byRule = {
    deployments: [
      deployments?.totalCount,
      newest?.id,
      newest?.latestStatus?.id,
    ],
    'workflow-runs': [],
    releases: [releases?.totalCount, release?.tagName, release?.publishedAt],
    tags: [pushedAt],
  }[target.rule.recognize];
  return [
    probe.nameWithOwner,
    defaultBranchRef?.name,
    defaultBranchRef?.target?.oid,
    ...byRule,
  ].join(' ');
}

/** Whether it changed, or why nobody knows: one repository must not stop its neighbors. */
async function look(job: Job, session: Session): Promise<boolean | Error> {
  try {
    return await hasChanged(job, session);
  } catch (error) {
    if (session.context.signal.aborted || isHostDown(session, error)) {
      throw error;
    }
    // A whole read says what is missing; where it was said, it is asked for again once a day.
    return error instanceof GithubPermissionError
      ? !job.state.incomplete
      : toError(error);
  }
}

async function hasChanged(job: Job, session: Session): Promise<boolean> {
  const { state, probe, target } = job;
  if (state.backfill || state.marker !== markerOf(probe, target)) {
    return true;
  }
  // What was refused may be granted by now, and only a whole read tells whether apps still decide.
  const isWholeReadDue =
    state.incomplete || Object.keys(state.custom).length > 0;
  if (isWholeReadDue && areGatesDue(job, session)) {
    return true;
  }
  if (await isGreenByNow(job, session)) {
    return true;
  }
  if (target.rule.recognize !== 'workflow-runs') {
    return false;
  }
  return haveRunsChanged(session.client, target, {
    since: runsSince(state, session.since),
    etag: state.runsEtag,
  });
}

function areGatesDue({ state, probe }: Job, session: Session): boolean {
  return !probe.isArchived && elapsed(state.gatesAt, session) >= GATES_EVERY_MS;
}

/** A green run changes nothing that a look shows; new repositories are asked for their first one. */
async function isGreenByNow(
  { state, probe, target }: Job,
  { client, context, since }: Session,
): Promise<boolean> {
  const { createdAt } = probe;
  const isAwaited =
    !state.firstGreenBuildAt &&
    !state.incomplete &&
    !probe.isArchived &&
    isYoung(createdAt, context.now()) &&
    new Date(createdAt).toISOString() >= since;
  const etag = state.greenEtag;
  return (
    isAwaited && (await hasGreenBuild(client, target, { createdAt, etag }))
  );
}

function elapsed(instant: string | undefined, session: Session): number {
  return session.context.now().getTime() - Date.parse(instant ?? '1970-01-01');
}

/** Where the list of runs begins: a whole day, so that the question stays the same and can be asked conditionally. @internal */
export function runsSince(
  state: Pick<TargetState, 'top' | 'open'>,
  since: string,
): string {
  if (!state.top) {
    return since;
  }
  const oldestOpen = state.open.flatMap(({ status }) => status ?? []).sort()[0];
  const from = Math.min(
    Date.parse(state.top) - 2 * DAY_MS,
    oldestOpen ? Date.parse(oldestOpen) : Infinity,
  );
  return new Date(Math.floor(from / DAY_MS) * DAY_MS).toISOString();
}

/** The jobs of which a deployment that had not ended has a new status. */
async function findMoved(session: Session, jobs: Job[]): Promise<Set<Job>> {
  const open = jobs
    .filter(({ target }) => target.rule.recognize === 'deployments')
    .flatMap(job =>
      job.state.open.map(({ id, status }) => ({ job, id, status })),
    );
  const moved = new Set<Job>();
  for (let from = 0; from < open.length; from += IDS_PER_QUERY) {
    const part = open.slice(from, from + IDS_PER_QUERY);
    const { data } = await session.client.graphql(OPEN_DEPLOYMENTS, {
      ids: part.map(({ id }) => id),
    });
    const nodes = data.nodes as unknown[] | undefined;
    for (const [index, { job, status }] of part.entries()) {
      const node = openDeploymentSchema.nullish().safeParse(nodes?.[index]);
      if (node.data?.latestStatus?.id !== status) {
        moved.add(job);
      }
    }
  }
  return moved;
}
