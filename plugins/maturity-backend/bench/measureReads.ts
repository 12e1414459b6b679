// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { BackendProcess } from './BackendProcess';
import { createRandom } from './generate';
import { summarize, Times } from './statistics';
import { underLoad } from './underLoad';

const API = '/api/maturity/v1';
const CONNECTIONS = [1, 16];
/** Different rows and scorecards that are asked for in turn. */
const VARIETY = 200;

export interface ReadFigures {
  connections: number;
  floor: Times;
  scorecard: Times;
  list: Times;
  rollup: Times;
}

export interface ReadSizes {
  scorecardBytes: number;
  listBytes: number;
  rollupBytes: number;
}

/** Reads at one and at many connections, beside the floor of the same run. */
export async function measureReads(
  backend: BackendProcess,
  options: { entities: number; seconds: number },
): Promise<ReadFigures[]> {
  const { entities, seconds } = options;
  const random = createRandom(7);
  const services = Array.from({ length: VARIETY }, () =>
    Math.floor(random() * entities),
  );
  const figures: ReadFigures[] = [];
  for (const connections of CONNECTIONS) {
    const times = await underLoad(backend, {
      connections,
      seconds,
      series: {
        floor: services.map(n => `/api/floor/rows/row-${n % 10_000}`),
        scorecard: services.map(n => scorecardPath(n)),
        list: [`${API}/scorecards?limit=50&sort=score&order=asc`],
        rollup: [`${API}/rollups`],
      },
    });
    figures.push({
      connections,
      ...(times as Omit<ReadFigures, 'connections'>),
    });
  }
  return figures;
}

export async function measureSizes(
  backend: BackendProcess,
): Promise<ReadSizes> {
  const size = async (path: string) =>
    Buffer.byteLength(JSON.stringify(await backend.call('GET', path)));
  return {
    scorecardBytes: await size(scorecardPath(0)),
    listBytes: await size(`${API}/scorecards?limit=50`),
    rollupBytes: await size(`${API}/rollups`),
  };
}

/**
 * Rollups that nobody asked for before, so that each is added up and none answered from memory: the whole organization
 * by everything that it can be grouped by, and single groups.
 */
export async function measureNewRollups(
  backend: BackendProcess,
): Promise<Times> {
  const queries = [
    ...['system', 'domain', 'type', 'lifecycle', 'tier'].map(by => `by=${by}`),
    ...Array.from({ length: 5 }, (_, n) => `scope=group:default/team-${n}`),
  ];
  const taken: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    await backend.call('GET', `${API}/rollups?${query}`);
    taken.push(performance.now() - start);
  }
  return summarize(taken, taken.reduce((sum, ms) => sum + ms, 0) / 1000);
}

function scorecardPath(service: number): string {
  return `${API}/scorecards/component/default/service-${service}`;
}
