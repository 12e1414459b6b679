// SPDX-License-Identifier: Apache-2.0
import { ChangeView, Release } from '../../releases';
import { MeasureInput } from '../types';
import { sortAscending } from './percentile';
import { viewOf } from './recordView';
import { HOUR } from './time';

/** A change with the succeeded production release that brought it live. @internal */
export interface LiveChange {
  release: Release;
  change: ChangeView;
  /** From commit until the release had ended. */
  hours: number;
}

/** @internal */
export interface LeadTimes {
  /** In the order of their releases. */
  changes: LiveChange[];
  /** Their hours, ascending. */
  sortedHours: number[];
}

const cache = new WeakMap<MeasureInput, LeadTimes>();

/**
 * Lead times of all changes of the window. The measure and the breakdown of the time read the same ones, so that they
 * are computed once an input.
 *
 * @internal
 */
export function leadTimesOf(input: MeasureInput): LeadTimes {
  let times = cache.get(input);
  if (!times) {
    const changes: LiveChange[] = [];
    for (const release of viewOf(input).succeeded) {
      const finished = release.finished as number;
      for (const change of release.changes) {
        // Clocks of laptops and servers differ; a change is never live before it exists.
        const hours = Math.max(0, finished - change.committed) / HOUR;
        changes.push({ release, change, hours });
      }
    }
    times = {
      changes,
      sortedHours: sortAscending(changes.map(({ hours }) => hours)),
    };
    cache.set(input, times);
  }
  return times;
}
