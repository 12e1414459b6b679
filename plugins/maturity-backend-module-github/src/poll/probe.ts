// SPDX-License-Identifier: Apache-2.0
import {
  chunk,
  CollectedItem,
  readersOf,
  statusOf,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { absenceOf, GraphqlProblem, isRefusal } from '../client/errors';
import { inHalves } from '../client/inHalves';
import { areGatesDue, findMoved, look } from './hasChanged';
import { missingOf } from '../client/permissions';
import { probeOf, repositoriesQuery } from '../client/queries';
import { toProvisioning } from '../provisioning/provisioning';
import { probeSchema } from '../client/schema';
import { failureOf, isMoved, Job, Session, successOf } from '../Session';
import { printState, resumeState } from './state';
import { findChangedGates } from '../gates/readGates';
import { reachOf } from '../reachOf';
import { SLUG_ANNOTATION, Target } from '../targets';

/** Repositories that are asked about their runs at the same time. */
const ASKED_AT_A_TIME = 10;

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
    const readers = readersOf(target.entities);
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
  const first = targets.map(target => ({ target, own: [] }));
  for (const found of await ask(session, first)) {
    if (
      !found.answer &&
      missingOf(found.own).has(found.target.rule.recognize)
    ) {
      refused.push(found);
    } else {
      await take(found);
    }
  }
  for (const found of await ask(session, refused)) {
    await take(found);
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
  answer?: unknown;
  own: GraphqlProblem[];
}

/** Looks, without what was refused before. */
async function ask(session: Session, before: Look[]): Promise<Look[]> {
  if (before.length === 0) {
    return [];
  }
  return inHalves(
    before,
    async part => {
      const { query, variables } = repositoriesQuery(
        'Probe',
        part.map(({ target: { owner, name, rule }, own }) => ({
          owner,
          name,
          selection: probeOf(rule.recognize, missingOf(own)),
        })),
      );
      const { data, problems } = await session.client.graphql(query, variables);
      return part.map(({ target, own }, index) => ({
        target,
        answer: data[`r${index}`],
        own: [
          ...problems.filter(({ path }) => !path || path[0] === `r${index}`),
          ...own,
        ],
      }));
    },
    ({ target }, { message }) => ({ target, own: [{ message }] }),
  );
}

/** The repositories that are not read, each with its own visible word. */
function settle(job: Job, since: string): CollectedItem[] | undefined {
  const { target, probe } = job;
  if (isMoved(job)) {
    job.notices.push(
      `The repository is now '${probe.nameWithOwner}'. Change the annotation '${SLUG_ANNOTATION}' to it.`,
    );
  }
  if (probe.isDisabled) {
    return statusOf(target, {
      state: 'disabled',
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
        reach: reachOf(job),
      }),
    ];
  }
  return undefined;
}
