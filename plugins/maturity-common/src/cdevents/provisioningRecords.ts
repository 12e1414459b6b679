// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  Provisioning,
  resolveTier,
  TierPattern,
} from '../records';
import { headerOf } from './deploymentRecords';
import { firstFrom, pushTo } from './EventIndex';
import type { EventGroup } from './groupEvents';
import { isLive } from './isLive';
import type { NormalizedEvent } from './NormalizedEvent';
import { repositoryOf } from './repositoryOf';

/** What the events of one chain say of what was provisioned in it; each list in order of time. */
interface Chain {
  tickets: NormalizedEvent[];
  /** How many events say that something of a kind was created. */
  created: Map<string, number>;
  live: NormalizedEvent[];
  built: NormalizedEvent[];
  liveByEnvironment: Map<string, NormalizedEvent[]>;
  liveByRepository: Map<string, NormalizedEvent[]>;
  builtByRepository: Map<string, NormalizedEvent[]>;
}

function emptyChain(): Chain {
  return {
    tickets: [],
    created: new Map(),
    live: [],
    built: [],
    liveByEnvironment: new Map(),
    liveByRepository: new Map(),
    builtByRepository: new Map(),
  };
}

function hasBuilt({ type, outcome }: NormalizedEvent): boolean {
  return (
    ((type === 'build.finished' || type === 'pipelinerun.finished') &&
      outcome === 'succeeded') ||
    // A build that finished without an outcome has built something.
    (type === 'build.finished' && outcome === undefined)
  );
}

function readChains(
  group: EventGroup,
  tierPatterns: readonly TierPattern[],
): Map<string, Chain> {
  const chains = new Map<string, Chain>();
  for (const event of group.events) {
    const { chainId, type, environment = '' } = event;
    if (chainId === undefined) continue;
    let chain = chains.get(chainId);
    if (!chain) {
      chain = emptyChain();
      chains.set(chainId, chain);
    }
    if (type === 'ticket.created') {
      chain.tickets.push(event);
    } else if (type.endsWith('.created')) {
      chain.created.set(type, (chain.created.get(type) ?? 0) + 1);
    } else if (isLive(event)) {
      pushTo(chain.liveByEnvironment, environmentKey(environment), event);
      if (resolveTier(environment, undefined, tierPatterns) === 'production') {
        chain.live.push(event);
        pushTo(chain.liveByRepository, repositoryKey(event, group), event);
      }
    } else if (hasBuilt(event)) {
      chain.built.push(event);
      pushTo(chain.builtByRepository, repositoryKey(event, group), event);
    }
  }
  return chains;
}

function repositoryKey(event: NormalizedEvent, group: EventGroup): string {
  return repositoryOf(event, group)?.toLowerCase() ?? '';
}

/** What a chain says of the one event that created something. Where it created several, only what is of its own. */
function followed(event: NormalizedEvent, chain: Chain, group: EventGroup) {
  const { timestamp, type } = event;
  const isService = type === 'repository.created';
  const isOne = chain.created.get(type) === 1;
  const [ticket] = chain.tickets;
  const own = repositoryKey(event, group);
  const ofOwn = (
    byRepository: Map<string, NormalizedEvent[]>,
    all: NormalizedEvent[],
  ) =>
    firstFrom(
      isOne || !isService ? all : byRepository.get(own) ?? [],
      timestamp,
    );
  return {
    // Of several tickets and several things created, nothing says which asked for which.
    ticket:
      ticket &&
      ticket.timestamp <= timestamp &&
      (isOne || chain.tickets.length === 1)
        ? ticket
        : undefined,
    built: ofOwn(chain.builtByRepository, chain.built),
    deployed: isService
      ? ofOwn(chain.liveByRepository, chain.live)
      : firstInEnvironment(event, chain),
  };
}

function firstInEnvironment(
  { environment, subjectId, timestamp }: NormalizedEvent,
  { liveByEnvironment }: Chain,
): NormalizedEvent | undefined {
  const [first, second] = [environment, subjectId].map(name =>
    name === undefined
      ? undefined
      : firstFrom(liveByEnvironment.get(environmentKey(name)) ?? [], timestamp),
  );
  if (first && second) {
    return second.timestamp < first.timestamp ? second : first;
  }
  return first ?? second;
}

/** Provisioning records of a group of joined events. @internal */
export function provisioningRecords(
  group: EventGroup,
  tierPatterns: readonly TierPattern[],
): Provisioning[] {
  const requests = group.events.filter(({ type }) =>
    ['repository.created', 'environment.created'].includes(type),
  );
  if (requests.length === 0) {
    return [];
  }
  const chains = readChains(group, tierPatterns);
  return requests.map(event => {
    const isService = event.type === 'repository.created';
    const chain =
      event.chainId === undefined ? undefined : chains.get(event.chainId);
    const { ticket, built, deployed } = chain
      ? followed(event, chain, group)
      : ({} as Partial<ReturnType<typeof followed>>);
    const basis = isService ? 'repository' : 'api';
    return {
      ...headerOf(
        event,
        group,
        `${isService ? 'repository' : 'environment'}:${event.subjectId}`,
      ),
      subject: isService ? 'service' : 'environment',
      ...(!isService && event.environment
        ? { environment: event.environment }
        : {}),
      requestedAt: ticket?.timestamp ?? event.timestamp,
      requestBasis: ticket ? 'ticket' : basis,
      ...(isService ? { repositoryAt: event.timestamp } : {}),
      ...(built ? { firstGreenBuildAt: built.timestamp } : {}),
      ...(deployed ? { firstDeploymentAt: deployed.timestamp } : {}),
      ...(event.url ? { url: event.url } : {}),
    };
  });
}
