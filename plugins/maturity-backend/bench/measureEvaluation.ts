// SPDX-License-Identifier: Apache-2.0
import {
  defaultModel,
  evaluateScorecard,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import { JsonObject } from '@backstage/types';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { BackendProcess } from './BackendProcess';
import { Bystander } from './Bystander';
import { generateCatalog } from './generate';
import { recordsOf } from './records';
import { Times } from './statistics';

const API = '/api/maturity/v1';
const POLL_MS = 100;
/** Beyond this the floor is extrapolated; it is the same for every entity. */
const FLOOR_SAMPLE = 2_000;

export interface EvaluationFigures {
  seconds: number;
  perSecond: number;
  /** A cheap request beside it. */
  bystander: Times & { above100ms: number };
  longestDelayMs: number;
  /** Processor time of the backend; that of the database is not in it. */
  cpuSeconds: number;
}

/** Waits until the backend knows all entities of its catalog. */
export async function awaitCatalog(
  backend: BackendProcess,
  entities: number,
): Promise<void> {
  for (;;) {
    const { totalItems } = await backend.call('GET', `${API}/scorecards`);
    if (totalItems >= entities) {
      return;
    }
    await wait(POLL_MS);
  }
}

/** Evaluates everything and waits for the end. */
export async function evaluateAll(
  backend: BackendProcess,
): Promise<EvaluationFigures> {
  const before = await backend.usage(true);
  const bystander = new Bystander(backend);
  const start = performance.now();
  const run = await backend.call('POST', `${API}/evaluations`, {});
  await untilDone(backend, run.id);
  const seconds = (performance.now() - start) / 1000;
  const times = await bystander.stop();
  const { longestDelayMs, cpuSeconds } = await backend.usage();
  return {
    seconds,
    perSecond: run.total / seconds,
    bystander: times,
    longestDelayMs,
    cpuSeconds: cpuSeconds - before.cpuSeconds,
  };
}

export async function untilDone(
  backend: BackendProcess,
  runId: string,
): Promise<void> {
  for (;;) {
    const run = await backend.call('GET', `${API}/evaluations/${runId}`);
    if (run.failed > 0 || run.state === 'failed') {
      throw new Error(`${run.failed} evaluations failed: ${run.message}`);
    }
    if (run.state === 'done') {
      return;
    }
    await wait(POLL_MS);
  }
}

/** The floor: the function alone over the same records in memory, on one core. */
export function evaluateInMemory(options: {
  entities: number;
  deployments: number;
  now: Date;
}): { seconds: number; perSecond: number } {
  const { entities, deployments, now } = options;
  const sample = Math.min(entities, FLOOR_SAMPLE);
  const components = generateCatalog(sample).filter(
    ({ kind }) => kind === 'Component',
  );
  let milliseconds = 0;
  components.forEach((entity, service) => {
    const records = recordsOf(service, deployments, now);
    const start = performance.now();
    evaluateScorecard({
      entityRef: `component:default/${entity.metadata.name}`,
      entity: entity as unknown as JsonObject,
      records,
      templates: { templates: [] },
      peers: [],
      reach: {
        deployments: false,
        gates: false,
        pipelines: false,
        provisionings: false,
      },
      model: defaultModel,
      now: now.toISOString(),
      waivers: [],
    });
    milliseconds += performance.now() - start;
  });
  const seconds = (milliseconds / 1000) * (entities / sample);
  return { seconds, perSecond: entities / seconds };
}
