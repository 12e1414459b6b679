// SPDX-License-Identifier: Apache-2.0
import {
  CollectedItem,
  ProviderNotFoundError,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { toProvisioning } from './provisioning';
import { Task } from './schema';
import { Session } from './Session';
import { printState } from './state';
import { createEntityLookup, EntityLookup, TARGET } from './targets';

/**
 * So long a task is looked at again: for the entity that it created to be in the catalog, which reads it in its own
 * time, and for somebody to start it again where it failed.
 */
const MAY_CHANGE_MS = 7 * 24 * 3_600_000;
/** Tasks that are handed over together. */
const HANDED_OVER = 100;

/** Tasks of which the last word is not known yet are read again, so the next read begins before the oldest of them. @internal */
export async function* readProvisioning(
  session: Session,
): AsyncIterable<CollectedItem> {
  const { client, context, state } = session;
  const lookup = createEntityLookup(session.entities);
  const now = context.now().getTime();
  const settled = new Map(state.settled.map(id => [id, '']));
  let next = new Date(now).toISOString();
  let read = 0;
  for await (const task of client.tasksSince(state.from, context.signal)) {
    const { id, createdAt } = task;
    if (!settled.has(id)) {
      const isOver = yield* readTask(session, task, lookup);
      const isOld = now - Date.parse(createdAt) > MAY_CHANGE_MS;
      if (!isOver && !(isOld && isFinished(task))) {
        next = createdAt < next ? createdAt : next;
        continue;
      }
      read += 1;
    }
    settled.set(id, createdAt);
    if (read >= HANDED_OVER) {
      // The place to go on at stays, since the oldest come last; what was read is not read again.
      read = 0;
      state.settled = [...settled.keys()];
      yield { kind: 'watermark', key: TARGET, value: printState(state) };
    }
  }
  state.from = next;
  state.settled = [...settled].flatMap(([id, at]) => (at >= next ? [id] : []));
  yield {
    kind: 'watermark',
    key: TARGET,
    value: printState({ ...state, isTroubled: false }),
  };
}

function isFinished({ status }: Task): boolean {
  return status !== 'open' && status !== 'processing';
}

/** @returns whether nothing more is to be learned of the task */
async function* readTask(
  { client, context, environmentTemplates }: Session,
  task: Task,
  lookup: EntityLookup,
): AsyncGenerator<CollectedItem, boolean> {
  if (task.status !== 'completed') {
    return false;
  }
  const found = toProvisioning(
    task,
    await eventsOf(client, task, context.signal),
    environmentTemplates,
  );
  const entityRefs = found ? lookup(found.output) : [];
  for (const entityRef of entityRefs) {
    yield {
      kind: 'record',
      entityRef,
      item: { type: 'provisioning', record: found!.record },
    };
    yield { kind: 'status', entityRef, state: 'ok', reach: ['provisionings'] };
  }
  return entityRefs.length > 0;
}

/** Tasks are deleted after a while. */
async function eventsOf(
  client: Session['client'],
  { id }: Task,
  signal: AbortSignal,
) {
  try {
    return await client.events(id, signal);
  } catch (error) {
    if (error instanceof ProviderNotFoundError) {
      return [];
    }
    throw error;
  }
}
