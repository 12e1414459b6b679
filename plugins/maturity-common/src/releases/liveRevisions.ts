// SPDX-License-Identifier: Apache-2.0
import { identityOf, sameIdentity } from './identity';
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
  private readonly order = new Map<DeploymentView, number>();
  private readonly successes: DeploymentView[];
  private next = 0;

  /** @param parts - in the order in which they began */
  constructor(parts: readonly DeploymentView[]) {
    parts.forEach((part, index) => this.order.set(part, index));
    this.successes = parts
      .filter(
        ({ outcome, finished }) =>
          outcome === 'succeeded' && finished !== undefined,
      )
      .sort((a, b) => a.finished! - b.finished! || this.compare(a, b));
  }

  /** Moves on to the beginning of a part: what went live before it is known from then on. */
  advanceTo(part: DeploymentView): void {
    for (; this.next < this.successes.length; this.next += 1) {
      const success = this.successes[this.next];
      const isBefore =
        success.finished! < part.begin ||
        (success.finished === part.begin && this.compare(success, part) < 0);
      if (!isBefore) return;
      this.goLive(success);
    }
  }

  liveIn(environment: string): LiveRevision | undefined {
    return this.environments.get(environment)?.live;
  }

  /** Whether a part brings back what was live before the revision that is live now. */
  isReturn(part: DeploymentView): boolean {
    const environment = this.environments.get(part.environment);
    const identity = identityOf(part);
    const live = environment?.live && identityOf(environment.live.part);
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
    const identity = identityOf(part);
    if (identity !== undefined && !firstLive.has(identity)) {
      firstLive.set(identity, firstLive.size);
    }
  }

  private compare(a: DeploymentView, b: DeploymentView): number {
    return this.order.get(a)! - this.order.get(b)!;
  }
}
