// SPDX-License-Identifier: Apache-2.0
import type { EventGroup } from './groupEvents';
import type { NormalizedEvent } from './NormalizedEvent';

/**
 * The repository of an event: its own word; else what the events joined to it agree on; else its source, which
 * for a deployment tool is often no repository at all; else the sources of what is joined to it.
 *
 * @internal
 */
export function repositoryOf(
  event: NormalizedEvent,
  group: EventGroup,
): string | undefined {
  if (event.repository && event.repositoryFrom !== 'source') {
    return event.repository;
  }
  const { stated, sources } = repositoriesOf(group);
  return stated ?? event.repository ?? sources;
}

/** What the events of a group agree on; asked for each of them, and the same for all. */
interface GroupRepositories {
  stated?: string;
  sources?: string;
}

const repositories = new WeakMap<EventGroup, GroupRepositories>();

function repositoriesOf(group: EventGroup): GroupRepositories {
  let result = repositories.get(group);
  if (!result) {
    const stated = new Set<string>();
    const sources = new Set<string>();
    for (const { type, repository, repositoryFrom } of group.events) {
      if (!repository) continue;
      if (repositoryFrom !== 'source') stated.add(repository);
      if (/^(?:change|artifact|service)\./.test(type)) sources.add(repository);
    }
    const only = (set: Set<string>) =>
      set.size === 1 ? [...set][0] : undefined;
    result = { stated: only(stated), sources: only(sources) };
    repositories.set(group, result);
  }
  return result;
}
