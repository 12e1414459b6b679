// SPDX-License-Identifier: Apache-2.0

/** The first bucket holds what took at most this long. */
const FIRST_HOURS = 5 / 60;
/** Each bucket reaches this much further than the one before it. */
const RATIO = 1.2;

/** Five minutes to more than a year; the last bucket holds what took longer still. @public */
export const LEAD_TIME_BUCKETS = 65;

/** Upper bound of a bucket, in hours. */
function boundOf(bucket: number): number {
  return FIRST_HOURS * RATIO ** bucket;
}

/** The bucket that a lead time falls into. @public */
export function leadTimeBucket(hours: number): number {
  if (hours <= FIRST_HOURS) {
    return 0;
  }
  const bucket = Math.ceil(Math.log(hours / FIRST_HOURS) / Math.log(RATIO));
  return Math.min(LEAD_TIME_BUCKETS - 1, bucket);
}

/**
 * A percentile of the lead times that buckets count, in hours: within a bucket they are taken to lie evenly on the
 * logarithm. It is off by less than the width of a bucket, 20 %, and by a few percent where there are many.
 *
 * @param counts - changes per bucket, at least one in all
 * @public
 */
export function histogramPercentile(
  counts: readonly number[],
  share: number,
): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rank = share * (total - 1) + 0.5;
  let below = 0;
  for (let bucket = 0; bucket < counts.length; bucket += 1) {
    if (counts[bucket] > 0 && below + counts[bucket] >= rank) {
      const way = Math.max(0, (rank - below) / counts[bucket]);
      return bucket === 0
        ? FIRST_HOURS * way
        : boundOf(bucket - 1) * RATIO ** way;
    }
    below += counts[bucket];
  }
  return boundOf(counts.length - 1);
}

/** Changes per bucket, without the empty buckets at both ends. @public */
export interface LeadTimeHistogram {
  /** The bucket that `counts` begins with. */
  first: number;
  counts: number[];
}

/** @internal */
export function countLeadTimes(hours: readonly number[]): LeadTimeHistogram {
  const buckets = hours.map(leadTimeBucket);
  const first = buckets.reduce((a, b) => Math.min(a, b), LEAD_TIME_BUCKETS);
  const last = buckets.reduce((a, b) => Math.max(a, b), -1);
  const counts = new Array<number>(Math.max(0, last - first + 1)).fill(0);
  for (const bucket of buckets) counts[bucket - first] += 1;
  return { first: counts.length === 0 ? 0 : first, counts };
}
