// SPDX-License-Identifier: Apache-2.0

/** How patient the client is; tests are less so. @internal */
export interface Patience {
  /** Advice to wait longer than this is not waited for: the run goes on and comes back. */
  maxWaitSeconds: number;
  retries: number;
  /** Milliseconds per second of waiting. */
  secondInMilliseconds: number;
  requestTimeoutMilliseconds: number;
}

/** @internal */
export const DEFAULT_PATIENCE: Patience = {
  // GitLab counts requests per minute, so a limit is over within one.
  maxWaitSeconds: 60,
  retries: 3,
  secondInMilliseconds: 1000,
  requestTimeoutMilliseconds: 60_000,
};
