// SPDX-License-Identifier: Apache-2.0
import { Release } from '../../releases';
import { RecordView } from './recordView';

/** Succeeded releases, redeployments among them, by environment and in the order in which they ended. @internal */
export class Successes {
  private readonly byEnvironment = new Map<string, Release[]>();

  constructor({ releases }: RecordView) {
    for (const release of releases) {
      if (release.outcome !== 'succeeded' || release.finished === undefined) {
        continue;
      }
      for (const environment of release.environments) {
        const there = this.byEnvironment.get(environment);
        if (there) there.push(release);
        else this.byEnvironment.set(environment, [release]);
      }
    }
  }

  /** The first that ended after a moment in one of the environments. */
  after(environments: readonly string[], moment: number): Release | undefined {
    let first: Release | undefined;
    for (const environment of environments) {
      const next = this.firstAfter(environment, moment);
      if (next && !(first && first.finished! <= next.finished!)) first = next;
    }
    return first;
  }

  private firstAfter(environment: string, moment: number): Release | undefined {
    const successes = this.byEnvironment.get(environment) ?? [];
    let low = 0;
    let high = successes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (successes[middle].finished! <= moment) low = middle + 1;
      else high = middle;
    }
    return successes[low];
  }
}
