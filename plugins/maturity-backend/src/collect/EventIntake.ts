// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { EventParams } from '@backstage/plugin-events-node';
import { CollectableEntities } from './CollectableEntities';
import { CollectorRunner } from './CollectorRunner';

/** Events come in bursts: a read waits this long for the others, and no longer, so that news is quick. */
const REFRESH_AFTER_MS = 750;

/**
 * Takes in the events of one collector: what an event says is stored at once, what it hints at is read soon after.
 * Neither order nor number matters, since records are merged and a read brings the whole truth.
 *
 * @internal
 */
export class EventIntake {
  readonly #runner: CollectorRunner;
  readonly #entities: CollectableEntities;
  readonly #logger: LoggerService;
  readonly #signal: AbortSignal;
  #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  // One read after the other: two of one repository at a time would only race.
  #reading: Promise<void> = Promise.resolve();

  constructor(options: {
    runner: CollectorRunner;
    entities: CollectableEntities;
    logger: LoggerService;
    signal: AbortSignal;
  }) {
    this.#runner = options.runner;
    this.#entities = options.entities;
    this.#logger = options.logger;
    this.#signal = options.signal;
  }

  async take(event: EventParams): Promise<void> {
    const { collector } = this.#runner;
    const { byTarget } = await this.#entities.of(collector);
    const digested = await collector.events!.digest(
      event,
      target => byTarget.get(target) ?? [],
      this.#runner.context(this.#signal),
    );
    await this.#runner.store(digested.items);
    digested.refresh.forEach(target => this.#waiting.add(target));
    if (this.#waiting.size > 0 && !this.#timer && !this.#signal.aborted) {
      this.#timer = setTimeout(() => this.#refresh(), REFRESH_AFTER_MS);
      this.#timer.unref();
    }
  }

  /** Ends when everything that was asked for has been read. */
  async settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#refresh();
    await this.#reading;
  }

  #refresh() {
    this.#timer = undefined;
    const targets = this.#waiting;
    this.#waiting = new Set();
    if (targets.size === 0 || this.#signal.aborted) {
      return;
    }
    this.#reading = this.#reading.then(() => this.#read(targets));
  }

  async #read(targets: Set<string>): Promise<void> {
    const { collector } = this.#runner;
    try {
      const { byTarget } = await this.#entities.of(collector);
      const entities = [...targets].flatMap(
        target => byTarget.get(target) ?? [],
      );
      await this.#runner.runSome(entities, this.#signal);
    } catch (error) {
      // The next run on schedule reads the same again.
      this.#logger.warn('Reading after an event failed', {
        collector: collector.id,
        error: stringifyError(error),
      });
    }
  }
}
