// SPDX-License-Identifier: Apache-2.0
import { setTimeout as wait } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { BackendProcess } from './BackendProcess';
import { summarize, Times } from './statistics';

const PAUSE_MS = 20;
const NOTICEABLE_MS = 100;

/** Somebody else's cheap request, again and again while the backend is busy. */
export class Bystander {
  private readonly taken: number[] = [];
  private readonly started = performance.now();
  private stopped = false;
  private readonly loop: Promise<void>;

  constructor(private readonly backend: BackendProcess) {
    this.loop = this.ask();
  }

  /** How long it waited for its answers. */
  async stop(): Promise<Times & { above100ms: number }> {
    this.stopped = true;
    await this.loop;
    return {
      ...summarize(this.taken, (performance.now() - this.started) / 1000),
      above100ms: this.taken.filter(ms => ms > NOTICEABLE_MS).length,
    };
  }

  private async ask(): Promise<void> {
    for (let n = 0; !this.stopped; n += 1) {
      const start = performance.now();
      await this.backend.call('GET', `/api/floor/rows/row-${n % 10_000}`);
      this.taken.push(performance.now() - start);
      await wait(PAUSE_MS);
    }
  }
}
