// SPDX-License-Identifier: Apache-2.0
import autocannon from 'autocannon';
import { BackendProcess } from './BackendProcess';
import { summarize, Times } from './statistics';

const WARM_UP_SECONDS = 1;
/** Rounds alternate between what is compared, so that a busy moment of the machine hits all of it. */
const ROUNDS = 2;

/**
 * Asks for some paths in turn over a number of connections, several such series round about.
 *
 * @returns the times of each series by its name
 */
export async function underLoad(
  backend: BackendProcess,
  options: {
    series: Record<string, string[]>;
    connections: number;
    seconds: number;
  },
): Promise<Record<string, Times>> {
  const { series, connections, seconds } = options;
  const times: Record<string, number[]> = {};
  const fire = async (paths: string[], duration: number) => {
    const taken: number[] = [];
    const instance = autocannon({
      url: backend.baseUrl,
      connections,
      duration,
      headers: backend.headers,
      requests: paths.map(path => ({ method: 'GET', path })),
    });
    instance.on('response', (_client, _status, _bytes, milliseconds) =>
      taken.push(milliseconds),
    );
    const { errors, non2xx, statusCodeStats } = await instance;
    if (errors + non2xx > 0) {
      const statuses = Object.entries(statusCodeStats)
        .map(([status, { count }]) => `${count} × ${status}`)
        .join(', ');
      throw new Error(
        `Of the requests for '${
          paths[0]
        }' over ${connections} connections ${errors} failed and ${non2xx} were refused: ${statuses}. ${await sayWhy(
          backend,
          paths[0],
        )}`,
      );
    }
    return taken;
  };
  for (const [name, paths] of Object.entries(series)) {
    await fire(paths, WARM_UP_SECONDS);
    times[name] = [];
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, paths] of Object.entries(series)) {
      for (const taken of await fire(paths, seconds)) {
        times[name].push(taken);
      }
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, taken]) => [
      name,
      summarize(taken, seconds * ROUNDS),
    ]),
  );
}

/** What the backend says when it is asked once more. */
async function sayWhy(backend: BackendProcess, path: string): Promise<string> {
  const response = await fetch(new URL(path, backend.baseUrl), {
    headers: backend.headers,
  });
  const text = await response.text();
  return `Asked once more it answered ${response.status}: ${text.slice(
    0,
    300,
  )}`;
}
