// SPDX-License-Identifier: Apache-2.0
import type { NormalizedEvent } from './NormalizedEvent';

const FULL_SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;

/**
 * The keys that join an event to others: `chain:` a chain id, `purl:` an artifact, `rev:` a revision (a full
 * SHA by itself, anything shorter within its repository), and one for what has several events of its own: a
 * run, a change, an approval, an incident.
 *
 * @public
 */
export function joinKeys(event: Omit<NormalizedEvent, 'keys'>): string[] {
  const keys: string[] = [];
  const [subject] = event.type.split('.');
  const home = event.subjectSource ?? event.source;
  if (event.ignored) {
    return keys;
  }
  if (event.chainId) {
    keys.push(`chain:${event.chainId}`);
  }
  // Without a version, or with one that moves, an artifact would join everything ever made of it.
  if (
    event.purl &&
    /[@:]/.test(event.purl.replace(/\?.*$/, '').slice(4)) &&
    !/@latest\b/.test(event.purl)
  ) {
    keys.push(`purl:${event.purl}`);
  }
  if (event.revision) {
    const sha = event.revision.toLowerCase();
    if (FULL_SHA.test(sha)) {
      keys.push(`rev:${sha}`);
    } else if (event.repository) {
      keys.push(`rev:${event.repository.toLowerCase()}@${event.revision}`);
    }
  }
  switch (subject) {
    case 'change':
      keys.push(`change:${event.repository ?? home}#${event.subjectId}`);
      break;
    case 'pipelinerun':
      keys.push(`run:${home}#${event.subjectId}`);
      if (event.queue) {
        keys.push(`queue:${event.queue}`);
      }
      break;
    case 'taskrun':
      keys.push(`task:${home}#${event.subjectId}`);
      if (event.run) {
        keys.push(`run:${home}#${event.run}`);
      }
      break;
    case 'service':
      if (event.run) {
        keys.push(`run:${home}#${event.run}`);
      }
      break;
    case 'approval':
    case 'incident':
      keys.push(`${subject}:${home}#${event.subjectId}`);
      break;
    default:
      break;
  }
  return keys.map(key => (key.length > 700 ? key.slice(0, 700) : key));
}

/**
 * The keys whose events have to be loaded when this event arrives, whichever side of a join comes first.
 *
 * @public
 */
export function affectedKeys(event: NormalizedEvent): string[] {
  return event.keys;
}
