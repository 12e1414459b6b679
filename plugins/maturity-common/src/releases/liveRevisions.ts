// SPDX-License-Identifier: Apache-2.0
import { sameIdentity } from './identity';
import { DeploymentView } from './types';

/** What is live in one environment. @internal */
export interface LiveRevision {
  part: DeploymentView;
  /** Since when this revision is live; deploying it again does not change that. */
  since: number;
}

interface Environment {
  live?: LiveRevision;
  /** The order in which revisions first went live here. */
  firstLive: Map<string, number>;
}

/**
 * What was live in each environment at a moment. Asked for parts in the order in which they began.
 *
 * @internal
 */
export class LiveRevisions {
  private readonly environments = new Map<string, Environment>();
  private readonly successes: { part: DeploymentView; place: number }[] = [];
  private next = 0;

  /** @param parts - in the order in which they began */
  constructor(parts: readonly DeploymentView[]) {
    parts.forEach((part, place) => {
      if (part.outcome === 'succeeded' && part.finished !== undefined) {
        this.successes.push({ part, place });
      }
    });
    this.successes.sort(
      (a, b) => a.part.finished! - b.part.finished! || a.place - b.place,
    );
  }

  /**
   * Moves on to the beginning of a part: what went live before it is known from then on.
   *
   * @param place - of the part among all parts
   */
  advanceTo({ begin }: DeploymentView, place: number): void {
    for (; this.next < this.successes.length; this.next += 1) {
      const success = this.successes[this.next];
      const finished = success.part.finished!;
      const isBefore =
        finished < begin || (finished === begin && success.place < place);
      if (!isBefore) return;
      this.goLive(success.part);
    }
  }

  liveIn(environment: string): LiveRevision | undefined {
    return this.environments.get(environment)?.live;
  }

  /** Whether a part brings back what was live before the revision that is live now. */
  isReturn(part: DeploymentView): boolean {
    const environment = this.environments.get(part.environment);
    const { identity } = part;
    const live = environment?.live?.part.identity;
    if (!environment || identity === undefined || live === undefined) {
      return false;
    }
    const order = environment.firstLive.get(identity);
    return order !== undefined && order < environment.firstLive.get(live)!;
  }

  private goLive(part: DeploymentView): void {
    let environment = this.environments.get(part.environment);
    if (!environment) {
      environment = { firstLive: new Map() };
      this.environments.set(part.environment, environment);
    }
    const { live, firstLive } = environment;
    if (live && sameIdentity(live.part, part)) {
      return;
    }
    environment.live = { part, since: part.finished! };
    const { identity } = part;
    if (identity !== undefined && !firstLive.has(identity)) {
      firstLive.set(identity, firstLive.size);
    }
  }
}
