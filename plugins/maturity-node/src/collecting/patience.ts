// SPDX-License-Identifier: Apache-2.0

/** How patient a client is with its host; tests are less so. @public */
export interface Patience {
  /** Advice to wait longer than this is not waited for: the run goes on and comes back. */
  maxWaitSeconds: number;
  retries: number;
  /** Milliseconds per second of waiting. */
  secondInMilliseconds: number;
  requestTimeoutMilliseconds: number;
}

/** In force outside of tests. @public */
export const DEFAULT_PATIENCE: Patience = {
  maxWaitSeconds: 60,
  retries: 3,
  secondInMilliseconds: 1000,
  requestTimeoutMilliseconds: 60_000,
};
