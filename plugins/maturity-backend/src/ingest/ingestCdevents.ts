// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  DeliveryRecord,
  IngestAnswer,
  NormalizedEvent,
  parseCdevent,
  ReadingNote,
  recordsFromEvents,
  settingsOfSource,
  unwrapBody,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { EntityLookup } from '../catalog/EntityDirectory';
import { createTimeSlice } from '../store/timeSlice';
import { loadNamed, loadNaming } from '../store/operations/environmentNames';
import { loadLinked } from '../store/operations/loadLinked';
import { lockEvents, saveEvents } from '../store/operations/saveEvents';
import { saveNotes } from '../store/operations/saveNotes';
import { inTransaction } from '../store/transaction';
import { countNotes } from './countNotes';
import { IngestOptions } from './IngestOptions';
import { findUnstorable, isStorable, requireItemCount } from './parseItems';
import { CdeventsOptions } from './types';
import { ItemOutcome, upsertRecords } from './upsertRecords';

/** An event with what was noted while it was read. */
interface ReadEvent {
  event: NormalizedEvent;
  notes: ReadingNote[];
}

/**
 * Stores events, and the records that follow from them and from all that they are joined to. What arrives late only
 * makes the group fuller; the records are computed from the whole of it each time.
 *
 * @internal
 */
export async function ingestCdevents(
  options: IngestOptions,
  body: unknown,
  { contentType, attributes }: CdeventsOptions,
): Promise<IngestAnswer> {
  const { items, problem } = unwrapBody(contentType, body, attributes);
  if (problem) {
    throw new InputError(problem);
  }
  requireItemCount(items.length);
  const answer: IngestAnswer = {
    accepted: 0,
    duplicates: 0,
    unmatched: 0,
    ignored: [],
    rejected: [],
  };
  const { events, useless } = await readEvents(options, items, answer);
  const read = [...events.values(), ...useless];
  Object.assign(answer, countNotes(read.flatMap(({ notes }) => notes)));
  if (read.length === 0) {
    return answer;
  }

  const { knex, directory, now, tierPatterns } = options;
  const lookup = await directory.get();
  const { added, outcomes } = await inTransaction(knex, async tx => {
    await lockEvents(tx);
    const news = await saveEvents(
      tx,
      [...events.values()].map(({ event }) => event),
    );
    // An environment that is named now gives its name to what called it by its id before.
    const linked = await loadLinked(tx, [
      ...news,
      ...(await loadNamed(tx, news)),
    ]);
    const records = recordsFromEvents(linked, {
      naming: await loadNaming(tx, linked),
      tierPatterns,
    });
    const results = await upsertRecords(tx, {
      items: records.map(item => ({ item, recomputed: true })),
      lookup,
      now: now(),
    });
    await saveNotes(tx, {
      items: [...news.map(event => events.get(keyOf(event))!), ...useless].map(
        ({ event, notes }) => ({ source: senderOf(event), notes }),
      ),
      now: now(),
    });
    return {
      added: news,
      outcomes: new Map(
        records.map((record, index) => [recordId(record), results[index]]),
      ),
    };
  });
  answer.duplicates += events.size - added.length;
  for (const event of added) {
    if (isUnmatched(event, lookup, outcomes)) {
      answer.unmatched += 1;
    } else {
      answer.accepted += 1;
    }
  }
  return answer;
}

/** The valid events of a body by key, and those that are of no use; the answer says of the others why. */
async function readEvents(
  options: IngestOptions,
  items: unknown[],
  answer: IngestAnswer,
): Promise<{ events: Map<string, ReadEvent>; useless: ReadEvent[] }> {
  const events = new Map<string, ReadEvent>();
  const ignored: ReadEvent[] = [];
  const receivedAt = options.now().toISOString();
  const pause = createTimeSlice();
  for (const [index, item] of items.entries()) {
    await pause();
    const parsed = parseCdevent(item, {
      drafts: options.drafts,
      receivedAt,
      environmentOf: source =>
        settingsOfSource(options.sources, source).environment,
    });
    if (!parsed.ok) {
      const id = idOf(item);
      answer.rejected.push({
        index,
        ...(id ? { id } : {}),
        reason: parsed.reason,
      });
      continue;
    }
    const { event, notes, useless } = parsed;
    const unstorable = findUnstorableEvent(event);
    if (unstorable) {
      answer.rejected.push({ index, reason: unstorable });
      continue;
    }
    const key = keyOf(event);
    if (useless !== undefined) {
      answer.ignored.push({ index, id: event.id, reason: useless });
      ignored.push({ event, notes });
    } else if (events.has(key)) {
      answer.duplicates += 1;
    } else {
      events.set(key, { event, notes });
    }
  }
  return { events, useless: ignored };
}

/** Who sent it: the plugin of Jenkins names the build, and there is one for every run. */
function senderOf({ source }: NormalizedEvent): string {
  return source.replace(/^(job\/.*?\/)\d+\/?$/, '$1');
}

function findUnstorableEvent(event: NormalizedEvent): string | undefined {
  return (
    findUnstorable(event) ??
    ([...event.keys, ...(event.refs ?? [])].every(isStorable)
      ? undefined
      : 'The event contains a NUL character or half of a surrogate pair in what joins it to others; remove it.')
  );
}

function keyOf({ source, id }: { source: string; id: string }): string {
  return `${source} ${id}`;
}

function recordId({ type, record }: DeliveryRecord): string {
  return `${type} ${keyOf(record)}`;
}

/** The record that an event alone makes, where it makes one. */
function recordIdOf(event: NormalizedEvent): string {
  const { type, source, id, subjectId, subjectSource } = event;
  const [subject] = type.split('.');
  switch (subject) {
    case 'incident':
      return `incident ${subjectSource ?? source} incident:${subjectId}`;
    case 'environment':
    case 'repository':
      return `provisioning ${source} ${subject}:${subjectId}`;
    default:
      return `deployment ${source} ${id}`;
  }
}

/** An event whose record belongs to no scored entity, or that says where it belongs, and none is there. */
function isUnmatched(
  event: NormalizedEvent,
  { index }: EntityLookup,
  outcomes: ReadonlyMap<string, ItemOutcome>,
): boolean {
  const outcome = outcomes.get(recordIdOf(event));
  if (outcome) {
    return outcome === 'unmatched';
  }
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
