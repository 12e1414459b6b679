// SPDX-License-Identifier: Apache-2.0
import { environmentKey } from '../records';
import { pushTo } from './EventIndex';
import { byTime } from './groupEvents';
import { isLive } from './isLive';
import type { NormalizedEvent } from './NormalizedEvent';

/** The deployments that a change may have gone live with, by environment, service and source, in order of time. */
export interface Candidates {
  deployments: NormalizedEvent[];
  places: NormalizedEvent[][];
}

/**
 * What joins more services than this to more changes than this, is the word of no change: a sender gives one chain to
 * all that it does. Believed, it would give each change to every service.
 */
const MAX_OF_ONE_CHAIN = 100;

/**
 * Finds the deployments of changes: those of their chain that are of their repository, else all of their chain, else
 * those of the artifacts made from them, else those of their revision. Each list is made once for all the changes that
 * share it, so that the work grows with the number of events, whatever they share.
 *
 * @internal
 */
export class CandidateDeployments {
  private readonly byChain = new Map<string, NormalizedEvent[]>();
  private readonly byChainAndRepository = new Map<string, NormalizedEvent[]>();
  private readonly byPurl = new Map<string, NormalizedEvent[]>();
  private readonly byRevision = new Map<string, NormalizedEvent[]>();
  private readonly purlsByChain = new Map<string, Set<string>>();
  private readonly purlsByRevision = new Map<string, Set<string>>();
  private readonly changesByChain = new Map<string, number>();
  private readonly lists = new Map<string, Candidates>();

  constructor(
    events: readonly NormalizedEvent[],
    private readonly repositoryOf: (
      event: NormalizedEvent,
    ) => string | undefined,
  ) {
    for (const event of events) {
      const { type, chainId, purl, revision } = event;
      if (isLive(event)) {
        if (chainId) {
          pushTo(this.byChain, chainId, event);
          pushTo(
            this.byChainAndRepository,
            chainAndRepository(chainId, repositoryOf(event) ?? ''),
            event,
          );
        }
        if (purl) pushTo(this.byPurl, purl, event);
        if (revision) pushTo(this.byRevision, revision.toLowerCase(), event);
      } else if (purl && type.startsWith('artifact.')) {
        if (chainId) addTo(this.purlsByChain, chainId, purl);
        if (revision) {
          addTo(this.purlsByRevision, revision.toLowerCase(), purl);
        }
      } else if (type === 'change.merged' && chainId) {
        const known = this.changesByChain.get(chainId) ?? 0;
        this.changesByChain.set(chainId, known + 1);
      }
    }
  }

  /**
   * @returns `unbelieved` are those that it is joined to by a chain of too many; whether they brought the change is not
   * known
   */
  of(change: NormalizedEvent): {
    believed: Candidates[];
    unbelieved: Candidates[];
  } {
    const { chainId } = change;
    const revision = change.revision?.toLowerCase() ?? '';
    const unbelieved: Candidates[] = [];
    if (chainId) {
      const isFew = (this.changesByChain.get(chainId) ?? 0) <= MAX_OF_ONE_CHAIN;
      for (const lists of this.ofChain(chainId, change)) {
        const isBelieved = ({ places }: Candidates) =>
          isFew || places.length <= MAX_OF_ONE_CHAIN;
        const believed = lists.filter(isBelieved);
        unbelieved.push(...lists.filter(list => !isBelieved(list)));
        if (believed.length > 0) {
          return { believed, unbelieved };
        }
      }
    }
    const alone = [
      this.list(`artifact ${revision}`, () =>
        this.ofPurls(this.purlsByRevision.get(revision) ?? new Set()),
      ),
      this.list(
        `revision ${revision}`,
        () => this.byRevision.get(revision) ?? [],
      ),
    ].find(hasSome);
    return { believed: alone ? [alone] : [], unbelieved };
  }

  /** What may be meant, the more certain first; each as lists that belong together. */
  private *ofChain(
    chainId: string,
    change: NormalizedEvent,
  ): Generator<Candidates[]> {
    const repository = this.repositoryOf(change);
    const own =
      repository === undefined
        ? []
        : [
            this.list(`own ${repository} ${chainId}`, () =>
              this.inChain(chainId, repository),
            ),
          ].filter(hasSome);
    if (own.length > 0) {
      // Those of no known repository may be of this one.
      const open = this.list(`open ${chainId}`, () =>
        this.inChain(chainId, ''),
      );
      yield [...own, open].filter(hasSome);
    } else {
      yield [
        this.list(`chain ${chainId}`, () => this.byChain.get(chainId)),
      ].filter(hasSome);
    }

    const made = this.purlsByChain.get(chainId) ?? new Set();
    const fromIt =
      this.purlsByRevision.get(change.revision?.toLowerCase() ?? '') ??
      new Set();
    const isOfChain = [...fromIt].every(purl => made.has(purl));
    yield [
      this.list(
        isOfChain
          ? `made in ${chainId}`
          : `made in ${chainId} of ${change.revision}`,
        () => this.ofPurls(new Set([...made, ...fromIt])),
      ),
    ].filter(hasSome);
  }

  private inChain(
    chainId: string,
    repository: string,
  ): NormalizedEvent[] | undefined {
    return this.byChainAndRepository.get(
      chainAndRepository(chainId, repository),
    );
  }

  private ofPurls(purls: ReadonlySet<string>): NormalizedEvent[] {
    return [...purls].flatMap(purl => this.byPurl.get(purl) ?? []).sort(byTime);
  }

  private list(
    key: string,
    find: () => NormalizedEvent[] | undefined,
  ): Candidates {
    let list = this.lists.get(key);
    if (!list) {
      const deployments = find() ?? [];
      list = { deployments, places: byPlace(deployments) };
      this.lists.set(key, list);
    }
    return list;
  }
}

function hasSome({ deployments }: Candidates): boolean {
  return deployments.length > 0;
}

function chainAndRepository(chainId: string, repository: string): string {
  return `${repository.toLowerCase()} ${chainId}`;
}

function addTo(
  map: Map<string, Set<string>>,
  key: string,
  value: string,
): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

/** Deployments by environment, service and source, each in order of time. */
function byPlace(deployments: NormalizedEvent[]): NormalizedEvent[][] {
  const places = new Map<string, NormalizedEvent[]>();
  for (const deployment of deployments) {
    const { environment = '', service, source } = deployment;
    const place = `${environmentKey(environment)}\n${service}\n${source}`;
    pushTo(places, place, deployment);
  }
  return [...places.values()];
}
