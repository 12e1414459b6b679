// SPDX-License-Identifier: Apache-2.0

/** Seconds to wait before the next request, as `Retry-After` says it: a number of them, or a date. @public */
export function secondsToWait(headers: Headers, now: Date): number | undefined {
  const header = headers.get('retry-after');
  if (header === null) {
    return undefined;
  }
  const seconds = /^\d+$/.test(header)
    ? Number(header)
    : (Date.parse(header) - now.getTime()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
}
