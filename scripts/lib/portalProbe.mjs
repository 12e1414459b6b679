// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from './errors.mjs';
import { step } from './progress.mjs';

const STARTS_WITHIN = 300_000;
/** What the README promises. */
const SCORED_WITHIN = 180_000;

/** Looks at a running portal as the guest does who is signed in by default. */
export class PortalProbe {
  #baseUrl;
  #token;

  constructor(baseUrl, token) {
    this.#baseUrl = baseUrl;
    this.#token = token;
  }

  /** Waits until the backend of the process is ready. */
  static async open(baseUrl, child) {
    const until = Date.now() + STARTS_WITHIN;
    while (Date.now() < until && child.exitCode === null) {
      const ready = await fetch(
        `${baseUrl}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (ready?.ok) {
        const signIn = await fetch(`${baseUrl}/api/auth/guest/refresh`);
        const { backstageIdentity } = await signIn.json();
        return new PortalProbe(baseUrl, backstageIdentity.token);
      }
      await pause(1000);
    }
    throw new UserError('The backend did not start; its log says why.');
  }

  /** Waits for a score made of measured deployments. */
  async scored(entity) {
    const progress = step(`Score of ${entity}`);
    const until = Date.now() + SCORED_WITHIN;
    let last;
    while (Date.now() < until) {
      const response = await fetch(
        `${this.#baseUrl}/api/maturity/v1/scorecards/${entity}`,
        { headers: { authorization: `Bearer ${this.#token}` } },
      );
      last = await response.text();
      const scorecard = response.ok ? JSON.parse(last) : {};
      if (typeof scorecard.score === 'number') {
        progress.done(`is ${scorecard.score}, coverage ${scorecard.coverage}`);
        return;
      }
      await pause(2000);
    }
    progress.failed();
    throw new UserError(`Not scored in time. The last answer: ${last}`);
  }
}
