// SPDX-License-Identifier: Apache-2.0
import { Release } from '../../releases';
import { DAY } from './time';

/** An incident that names no deployment belongs to the last one that went live this long before it. */
const OPENS_WITHIN = DAY;

/** When releases were live, in one environment or in all of theirs, by that time. @internal */
export class LiveReleases {
  private readonly ends = new Map<
    string | undefined,
    { release: Release; end: number }[]
  >();
  private readonly history: readonly Release[];

  constructor(history: readonly Release[]) {
    this.history = history;
  }

  /** The last one that was live before a moment, not longer ago than an incident may follow. */
  lastBefore(
    moment: number,
    environment: string | undefined,
  ): Release | undefined {
    const ends = this.endsIn(environment);
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (ends[middle].end <= moment) low = middle + 1;
      else high = middle;
    }
    const last = ends[low - 1];
    return last && last.end >= moment - OPENS_WITHIN ? last.release : undefined;
  }

  private endsIn(environment: string | undefined) {
    let ends = this.ends.get(environment);
    if (!ends) {
      ends = this.history
        .flatMap(release => {
          const end = endIn(release, environment);
          return end === undefined ? [] : [{ release, end }];
        })
        .sort((a, b) => a.end - b.end);
      this.ends.set(environment, ends);
    }
    return ends;
  }
}

function endIn(
  { finished, parts }: Release,
  environment: string | undefined,
): number | undefined {
  if (environment === undefined) {
    return finished;
  }
  const ends = parts
    .filter(
      part =>
        part.environment === environment &&
        part.outcome === 'succeeded' &&
        part.finished !== undefined,
    )
    .map(part => part.finished as number);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}
