// SPDX-License-Identifier: Apache-2.0
import { PortalError } from './PortalError';

/** Answers after which the same request may succeed a little later. */
const TEMPORARY = [429, 502, 503, 504];
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;

/**
 * A `fetch` that waits and repeats while the portal starts, restarts or asks
 * for patience. Every ingest call is idempotent, so a repetition is harmless.
 */
export function createRetryingFetch(options: {
  token: string;
  /** Give up after this long. */
  patience: number;
  sleep?: (milliseconds: number) => Promise<void>;
}): typeof fetch {
  const { token, patience, sleep = wait } = options;

  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    let waited = 0;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await fetch(input, { ...init, headers }).catch(
        (error: Error) => error,
      );
      const finished =
        outcome instanceof Response && !TEMPORARY.includes(outcome.status);
      if (finished) {
        return outcome;
      }
      const delay = delayBefore(attempt, outcome);
      if (waited + delay > patience) {
        return giveUp(outcome, String(input));
      }
      await sleep(delay);
      waited += delay;
    }
  };
}

/** The portal's own advice, else longer from time to time. */
function delayBefore(attempt: number, outcome: Response | Error): number {
  const advice =
    outcome instanceof Response && Number(outcome.headers.get('retry-after'));
  const delay = advice ? advice * 1000 : FIRST_DELAY * 2 ** attempt;
  return Math.min(delay, LONGEST_DELAY);
}

function giveUp(outcome: Response | Error, url: string): Response {
  if (outcome instanceof Response) {
    return outcome;
  }
  const { origin } = new URL(url);
  throw new PortalError(
    `The portal at '${origin}' does not answer (${reasonOf(
      outcome,
    )}). Check the address given with --url or MATURITY_BASE_URL, and that the backend runs there.`,
  );
}

/** `fetch` hides what happened behind 'fetch failed'. */
function reasonOf(error: Error): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code || cause?.message || error.message;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
