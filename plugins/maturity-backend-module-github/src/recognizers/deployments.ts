// SPDX-License-Identifier: Apache-2.0
import {
  Deployment,
  environmentKey,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  CollectedItem,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PageSize } from '../client/PageSize';
import {
  environmentOf,
  mayHaveBeenHeld,
  runIdOf,
  toDeployment,
  wasHeld,
} from '../deployments/toDeployment';
import { environmentGates } from '../gates/gates';
import {
  MAX_OPEN,
  Open,
  openOf,
  readOpen,
  toOpen,
} from '../deployments/openDeployments';
import {
  deploymentPage,
  MORE_STATUSES,
  repositoriesQuery,
} from '../client/queries';
import { readCustomRules } from '../gates/readGates';
import { readOtherDeployments } from '../deployments/readOtherDeployments';
import { toItems } from '../deployments/recordItems';
import { readRunsOf, readReviews } from '../deployments/readReviews';
import {
  DeploymentNode,
  deploymentNodeSchema,
  Details,
  detailsSchema,
} from '../client/schema';
import { Job, Session } from '../Session';
import { Deployed, printState, TargetState } from '../poll/state';

const FIRST_READ_PAGE = 100;
const NEXT_READ_PAGE = 25;
/** A first read hands over what it has after this many deployments, so that it goes on there after a restart. */
const HAND_OVER_EVERY = 500;
/** Workflow files that are remembered to deploy. */
const MAX_WORKFLOWS = 100;

/** The deployments of one repository, read. @internal */
export interface ReadDeployments {
  details: Details;
  /** New or moved on. */
  records: Deployment[];
  /** With those before that they are compared with. */
  known: Deployed[];
  /** Ids whose changes are asked for. */
  wanted: Set<string>;
  open: TargetState['open'];
  top: string;
}

/** Deployments per page: many at first, then only what is new and what it is compared with. @internal */
export function pageSize(state: TargetState): number {
  return state.top ? NEXT_READ_PAGE : FIRST_READ_PAGE;
}

/** Reads the deployments that are new since the last time, in the way that the target's rule says. @internal */
export async function* readDeployments(
  session: Session,
  job: Job,
  details: Details,
): AsyncGenerator<CollectedItem, ReadDeployments> {
  if (job.target.rule.recognize !== 'deployments') {
    return readOtherDeployments(session, job, details);
  }
  const { state } = job;
  const floor = state.top ?? session.since;
  const read: Deployed[] = state.backfill?.read ?? [];
  let page = details.deployments;
  let top = state.backfill?.top ?? page?.nodes[0]?.createdAt ?? floor;
  let pending: DeploymentNode[] = [];
  const size = new PageSize(pageSize(state));
  while (page) {
    pending.push(...page.nodes.filter(node => isRead(node, job)));
    const oldest = page.nodes[page.nodes.length - 1];
    const after = page.pageInfo.endCursor ?? undefined;
    const reached = !oldest || instant(oldest.createdAt) < floor;
    if (reached || !page.pageInfo.hasNextPage || !after) {
      break;
    }
    if (!state.top && pending.length >= HAND_OVER_EVERY) {
      const { records, dated, open } = await toRecords(
        session,
        job,
        details,
        pending,
      );
      for (const record of records) {
        yield* toItems(job, record);
      }
      read.push(...dated);
      pending = [];
      state.backfill = { after, top, read };
      // Looked at once more at the end, where it is known which of them are watched.
      const releases = open.filter(({ isPreview }) => !isPreview);
      state.open = [...state.open, ...openOf(session, releases)].slice(
        0,
        MAX_OPEN,
      );
      yield {
        kind: 'watermark',
        key: job.target.key,
        value: printState(state),
      };
    }
    page = await readPage(session, job, size, after);
  }
  top = instant(top);
  const fresh = pending.filter(
    node => state.top === undefined || instant(node.createdAt) >= state.top,
  );
  const inWindow = fresh.filter(
    node => instant(node.createdAt) >= session.since,
  );
  const context = pending.filter(node => !inWindow.includes(node));
  const moved = await readOpen(
    session,
    job,
    new Set(fresh.map(({ id }) => id)),
  );
  const current = await toRecords(session, job, details, [
    ...inWindow,
    ...moved,
  ]);
  const before = contextOf(job, details, context, session);
  const known = new Map(
    [...state.live, ...before, ...read, ...current.dated].map(
      deployed => [deployed.id, deployed] as const,
    ),
  );
  return {
    details,
    records: current.records,
    known: [...known.values()],
    wanted: new Set([...read, ...current.dated].map(({ id }) => id)),
    open: openOf(session, current.open),
    top,
  };
}

function instant(value: string): string {
  return new Date(value).toISOString();
}

function isRead(node: DeploymentNode, { target }: Job): boolean {
  const { environments } = target.rule;
  return (
    environments.length === 0 || matchesAny(environmentOf(node), environments)
  );
}

async function readPage(
  session: Session,
  { target: { owner, name } }: Job,
  size: PageSize,
  after: string,
) {
  const { data } = await size.ask(first => {
    const { query, variables } = repositoriesQuery('Deployments', [
      { owner, name, selection: deploymentPage(first, after) },
    ]);
    return session.client.graphqlWhole(query, variables);
  });
  return detailsSchema.parse(data.r0 ?? {}).deployments;
}

interface Records {
  records: Deployment[];
  dated: Deployed[];
  open: Open[];
}

async function toRecords(
  session: Session,
  job: Job,
  details: Details,
  nodes: DeploymentNode[],
): Promise<Records> {
  const whole = await Promise.all(
    nodes.map(node => withAllStatuses(session, node)),
  );
  await readCustomRules(session, job, details, whole);
  const context = recordContext(job, details, session);
  job.state.saysWaiting ||= whole.some(wasHeld);
  const runs = await readRunsOf(session, job, whole);
  const reviews = await readReviews(
    session,
    job,
    // Others have none.
    whole
      .filter(
        node =>
          wasHeld(node) ||
          (!job.state.saysWaiting &&
            mayHaveBeenHeld(
              node,
              context.gates?.get(environmentKey(environmentOf(node))),
            )),
      )
      .flatMap(node => runs.get(runIdOf(node) ?? 0) ?? []),
  );
  const result: Records = { records: [], dated: [], open: [] };
  for (const node of whole) {
    const runId = runIdOf(node);
    const run = runId === undefined ? undefined : runs.get(runId);
    const record = toDeployment(node, {
      ...context,
      run,
      reviews: run && reviews.get(run.node_id),
    });
    result.records.push(record);
    result.dated.push(toDeployed(record, node));
    const open = toOpen(node, record, run, session.context.now());
    if (open) {
      result.open.push(open);
    }
  }
  const paths = result.records.flatMap(({ pipeline }) => pipeline?.path ?? []);
  job.state.workflows = [...new Set([...paths, ...job.state.workflows])].slice(
    0,
    MAX_WORKFLOWS,
  );
  return result;
}

function recordContext(job: Job, details: Details, session: Session) {
  const { target, probe } = job;
  return {
    host: target.host,
    repository: `${target.host}/${target.owner}/${target.name}`,
    repositoryUrl: probe.url,
    gates: details.environments
      ? environmentGates(details.environments.nodes, job.state.custom)
      : undefined,
    templates: session.templates,
    now: session.context.now(),
  };
}

/** Older deployments that came along with the page: the new ones are compared with them. */
function contextOf(
  job: Job,
  details: Details,
  nodes: DeploymentNode[],
  session: Session,
): Deployed[] {
  const context = recordContext(job, details, session);
  return nodes.map(node => toDeployed(toDeployment(node, context), node));
}

function toDeployed(record: Deployment, node: DeploymentNode): Deployed {
  const { id, environment, revision, requestedAt, finishedAt, outcome } =
    record;
  return {
    id,
    environment,
    revision,
    requestedAt,
    finishedAt,
    outcome,
    observedAt: record.observedAt,
    committedAt: instant(node.commit?.committedDate ?? node.createdAt),
  };
}

async function withAllStatuses(
  session: Session,
  node: DeploymentNode,
): Promise<DeploymentNode> {
  let page = node.statuses;
  if (!page?.pageInfo.hasNextPage) {
    return node;
  }
  const statuses = [...page.nodes];
  while (page?.pageInfo.hasNextPage) {
    const answer = await session.client.graphqlWhole(MORE_STATUSES, {
      id: node.id,
      after: page.pageInfo.endCursor,
    });
    page = deploymentNodeSchema
      .pick({ statuses: true })
      .nullish()
      .parse(answer.data.node)?.statuses;
    statuses.push(...(page?.nodes ?? []));
  }
  return {
    ...node,
    statuses: { pageInfo: { hasNextPage: false }, nodes: statuses },
  };
}
