// SPDX-License-Identifier: Apache-2.0

/** Response times of many requests, in milliseconds. */
export interface Times {
  requests: number;
  perSecond: number;
  p50: number;
  p95: number;
  max: number;
}

export function summarize(milliseconds: number[], seconds: number): Times {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  return {
    requests: sorted.length,
    perSecond: sorted.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    max: sorted[sorted.length - 1] ?? 0,
  };
}

/** The nearest rank of values in ascending order. */
function percentile(sorted: number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
