// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { MaturityApi } from '@delivery-maturity/backstage-plugin-maturity-common';
import { entityRefOf } from './catalogEntities';
import { DAY } from './courses';
import { deploymentAt, deploymentsBetween } from './deployments';
import { ExampleEntityProvider } from './ExampleEntityProvider';
import { ExampleState, ExampleStore } from './ExampleStore';
import { batchGoldenPath, serviceGoldenPath } from './goldenPaths';
import { ExampleService, removedService, services } from './organization';
import { pipelineFilesOf } from './pipelines';
import { incidentsOf, provisioningsOf } from './provisionings';
import { createRandom } from './random';
import { Step } from './situation';
import { nextStory, pastSituations } from './stories';

/** Of scorecards. */
const HISTORY = 180 * DAY;
/** The first scorecards look back over a whole window. */
const DELIVERIES = HISTORY + 90 * DAY;
/** From one story to the next. */
const BETWEEN_STORIES = 3 * 60_000;

interface Options {
  client: MaturityApi;
  provider: ExampleEntityProvider;
  store: ExampleStore;
  logger: LoggerService;
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
}

/** A made-up organization that lives: it has a past, and goes on delivering. It knows the product only through its public API. */
export class ExampleOrganization {
  readonly #options: Options;
  #state!: ExampleState;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Puts half a year of history in, at the first start; later starts go on from where it stopped. */
  async start(): Promise<void> {
    const { store, provider, logger, now } = this.#options;
    const epoch = now();
    this.#state = (await store.read()) ?? {
      epoch,
      toldUntil: epoch,
      seeded: false,
      turn: 0,
      storyAt: epoch,
      situations: pastSituations(services, epoch),
    };
    if (this.#state.seeded) {
      await provider.show('after');
      return;
    }
    await store.write(this.#state);
    await provider.show('before');
    logger.info('Bringing in half a year of example deliveries');
    await this.#seed();
    await provider.show('after');
    this.#state.seeded = true;
    await store.write(this.#state);
    logger.info('The example organization is complete and goes on delivering');
  }

  /** Tells what happened since the last tick; every few minutes a team changes how it delivers. */
  async tick(): Promise<void> {
    const { client, store, now } = this.#options;
    const at = now();
    // After a long pause only the last month is told; the days before it stay quiet.
    const from = Math.max(this.#state.toldUntil, at - 30 * DAY);
    const deployments = services.flatMap(service =>
      deploymentsBetween(
        service,
        this.#situation(service),
        this.#state.epoch,
        from,
        at,
      ),
    );
    const busy = services.filter(
      service =>
        service.archetype === 'onDemand' || service.archetype === 'selfService',
    );
    const random = createRandom('tick', at);
    const extra = busy[random.integer(0, busy.length - 1)];
    deployments.push(
      deploymentAt(extra, this.#situation(extra), this.#state.epoch, at),
    );
    await client.ingestRecords({ deployments });
    this.#state.toldUntil = at;
    // Not counted in ticks: a portal that is often restarted lives too.
    if (at - (this.#state.storyAt ?? 0) >= BETWEEN_STORIES) {
      this.#state.storyAt = at;
      await this.#tellStory(at);
    }
    await store.write(this.#state);
  }

  async #tellStory(at: number): Promise<void> {
    const story = nextStory(
      services,
      this.#state.situations,
      at,
      this.#state.turn,
    );
    this.#state.turn += 1;
    if (story) {
      await this.#take(story.service, story.step);
    }
  }

  async #take(service: ExampleService, step: Step): Promise<void> {
    this.#state.situations[service.name] = [...this.#situation(service), step];
    await this.#putPipelines(service, step.at, 'after');
  }

  async #seed(): Promise<void> {
    const { client } = this.#options;
    const { epoch } = this.#state;
    const start = epoch - HISTORY;
    await this.#untilKnown();
    await client.putTemplate('service-delivery', serviceGoldenPath(epoch));
    await client.putTemplate('batch-delivery', batchGoldenPath(epoch));
    for (const service of [...services, removedService]) {
      await client.ingestRecords({
        deployments: deploymentsBetween(
          service,
          this.#situation(service),
          epoch,
          epoch - DELIVERIES,
          epoch,
        ),
        provisionings: provisioningsOf(service, epoch),
        incidents: incidentsOf(service, epoch),
      });
      await this.#putPipelines(
        service,
        Math.max(start, epoch - service.ageInDays * DAY),
        'before',
      );
    }
    // Pipelines changed on the way: history is computed between one change and the next.
    let from = start;
    const changes = services
      .flatMap(service =>
        this.#situation(service).map(({ at }) => ({ service, at })),
      )
      .sort((a, b) => a.at - b.at);
    for (const { service, at } of changes) {
      await this.#replay(from, at);
      await this.#putPipelines(service, at, 'before');
      from = at;
    }
    await this.#replay(from, epoch);
    // Sources look at the files again and again; only who went silent is known by an old look.
    for (const service of services.filter(
      candidate => !candidate.silentForDays,
    )) {
      await this.#putPipelines(service, epoch, 'before');
    }
    await this.#untilEvaluated();
    await this.#grantWaiver(epoch);
  }

  async #putPipelines(
    service: ExampleService,
    at: number,
    stage: 'before' | 'after',
  ): Promise<void> {
    const files = pipelineFilesOf(service, this.#situation(service), at);
    if (files) {
      await this.#options.client.putPipelines(entityRefOf(service, stage), {
        ...files,
        observedAt: new Date(at).toISOString(),
        defaultBranch: 'main',
      });
    }
  }

  async #replay(from: number, to: number): Promise<void> {
    const { client, sleep } = this.#options;
    let run = await client.evaluate({
      replay: {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        every: 'P3D',
      },
    });
    while (run.state === 'queued' || run.state === 'running') {
      await sleep(250);
      run = await client.getEvaluation(run.id);
    }
  }

  /** One exemption, of a check that is below its target, so that a waived task is to be seen. */
  async #grantWaiver(epoch: number): Promise<void> {
    const { client } = this.#options;
    const waiver = await client.requestWaiver({
      entityRef: 'component:default/settlement',
      checkId: 'approval-wait',
      reason:
        'The regulator asks for a signed release until the new audit trail is accepted.',
      until: new Date(epoch + 90 * DAY).toISOString(),
    });
    await client.decideWaiver(waiver.id, 'approved');
  }

  /** Waits for the tasks, so that the waiver is of one. */
  async #untilEvaluated(): Promise<void> {
    const { client, sleep } = this.#options;
    while ((await client.getSources()).backlog > 0) {
      await sleep(250);
    }
  }

  /** Waits until the backend answers and has the services from the catalog. */
  async #untilKnown(): Promise<void> {
    const { client, logger, sleep } = this.#options;
    for (let attempt = 0; ; attempt++) {
      try {
        const { entities } = await client.getSources();
        if (entities.total > services.length) {
          return;
        }
      } catch (error) {
        logger.debug('The maturity backend does not answer yet', {
          reason: stringifyError(error),
        });
      }
      if (attempt === 240) {
        throw new Error(
          'The catalog did not show the example services within four minutes; see its log for the reason',
        );
      }
      await sleep(1000);
    }
  }

  #situation(service: ExampleService) {
    return this.#state.situations[service.name] ?? [];
  }
}
