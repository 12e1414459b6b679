// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  IngestAnswer,
  NormalizedEvent,
  parseCdevent,
  recordsFromEvents,
  unwrapBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { EntityLookup } from '../catalog/EntityDirectory';
import { createTimeSlice } from '../store/timeSlice';
import { loadLinked } from '../store/operations/loadLinked';
import { lockEvents, saveEvents } from '../store/operations/saveEvents';
import { inTransaction } from '../store/transaction';
import { IngestOptions } from './IngestOptions';
import { findUnstorable, isStorable, requireItemCount } from './parseItems';
import { upsertRecords } from './upsertRecords';

/**
 * Stores events, and the records that follow from them and from all that they are joined to. What arrives late only
 * makes the group fuller; the records are computed from the whole of it each time.
 *
 * @internal
 */
export async function ingestCdevents(
  options: IngestOptions,
  body: unknown,
  { contentType }: { contentType?: string },
): Promise<IngestAnswer> {
  const { items, problem } = unwrapBody(contentType, body);
  if (problem) {
    throw new InputError(problem);
  }
  requireItemCount(items.length);
  const answer: IngestAnswer = {
    accepted: 0,
    duplicates: 0,
    unmatched: 0,
    ignored: 0,
    rejected: [],
  };
  const events = await readEvents(options, items, answer);
  if (events.size === 0) {
    return answer;
  }

  const { knex, directory, now } = options;
  const lookup = await directory.get();
  const added = await inTransaction(knex, async tx => {
    await lockEvents(tx);
    const news = await saveEvents(tx, [...events.values()]);
    const linked = await loadLinked(tx, news);
    const records = recordsFromEvents(linked);
    await upsertRecords(tx, {
      items: records.map(item => ({ item, recomputed: true })),
      lookup,
      now: now(),
    });
    return news;
  });
  answer.duplicates += events.size - added.length;
  for (const event of added) {
    if (isUnmatched(event, lookup)) {
      answer.unmatched += 1;
    } else {
      answer.accepted += 1;
    }
  }
  return answer;
}

/** The valid events of a body by key; the others go into the answer. */
async function readEvents(
  options: IngestOptions,
  items: unknown[],
  answer: IngestAnswer,
): Promise<Map<string, NormalizedEvent>> {
  const events = new Map<string, NormalizedEvent>();
  const pause = createTimeSlice();
  for (const [index, item] of items.entries()) {
    await pause();
    const parsed = parseCdevent(item, { drafts: options.drafts });
    if (!parsed.ok) {
      const id = idOf(item);
      answer.rejected.push({
        index,
        ...(id ? { id } : {}),
        reason: parsed.reason,
      });
      continue;
    }
    const { event } = parsed;
    const unstorable = findUnstorableEvent(event);
    if (unstorable) {
      answer.rejected.push({ index, reason: unstorable });
      continue;
    }
    const key = `${event.source} ${event.id}`;
    if (event.ignored) {
      answer.ignored += 1;
    } else if (events.has(key)) {
      answer.duplicates += 1;
    } else {
      events.set(key, event);
    }
  }
  return events;
}

function findUnstorableEvent(event: NormalizedEvent): string | undefined {
  return (
    findUnstorable(event) ??
    (event.keys.every(isStorable)
      ? undefined
      : 'The event contains a NUL character or half of a surrogate pair in what joins it to others; remove it.')
  );
}

/** An event that says where it belongs, and no scored entity is there. */
function isUnmatched(event: NormalizedEvent, { index }: EntityLookup): boolean {
  const { repository, service } = event;
  if (!repository || event.repositoryFrom === 'source') {
    // Only what it is joined to can tell.
    return false;
  }
  return 'reason' in index.match({ repository, service });
}

function idOf(item: unknown): string | undefined {
  const id = (item as { context?: { id?: unknown } } | null)?.context?.id;
  return typeof id === 'string' ? id.slice(0, 512) : undefined;
}
