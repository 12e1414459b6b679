// SPDX-License-Identifier: Apache-2.0
import {
  differences,
  readThroughKills,
  seeded,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import {
  collectAll,
  component,
  createCollector,
  MemorySink,
} from '../__testUtils__/collectAll';
import { A, B, COMMITS, run } from '../__testUtils__/deliveries';
import { add, REF } from '../__testUtils__/readShop';
import { useHost } from '../__testUtils__/useHost';
import { WorldRun } from '../__testUtils__/world';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

const CONFIG = {
  deployments: [{ recognize: 'workflow-runs', workflows: ['*/deploy.yml'] }],
};
const COUNT = 520;
const FIRST_READ = 300;
const START = Date.parse('2026-10-10T00:00:00Z');
const HOUR_MS = 3_600_000;

/** The n-th run of a row, one every hour; its job waited `queued` seconds for a runner. */
function nth(id: number, queued = 20): WorldRun {
  const at = (seconds: number) =>
    new Date(START + id * HOUR_MS + seconds * 1000).toISOString();
  return run(id, id < 3 ? A : B, {
    createdAt: at(0),
    updatedAt: at(600),
    jobs: [job(at(0), at(queued))],
  });
}

function job(createdAt: string, startedAt: string) {
  return { name: 'deploy', status: 'completed', createdAt, startedAt };
}

describe('runs that a first read does not ask how long they waited', () => {
  const host = useHost();
  beforeEach(() => {
    const runs = Array.from({ length: COUNT }, (_, index) => nth(index + 1));
    const again = runs[9];
    again.attempt = 2;
    again.earlier = [
      {
        conclusion: 'failure',
        startedAt: again.createdAt,
        updatedAt: '2026-10-10T10:05:00Z',
        jobs: [job(again.createdAt, '2026-10-10T10:00:07Z')],
      },
    ];
    again.startedAt = '2026-10-10T10:08:00Z';
    again.jobs = [job('2026-10-10T10:08:00Z', '2026-10-10T10:08:09Z')];
    runs[4].actor = 1;
    runs[4].reviews = [
      { state: 'APPROVED', user: 2, environments: ['production'] },
    ];
    const tests = runs.map(one => ({
      ...one,
      id: one.id + 100_000,
      path: '.github/workflows/test.yml',
    }));
    const [first, second] = COMMITS;
    add(host, {
      runs: [...runs, ...tests],
      environments: [{ name: 'production', reviewers: 1 }],
      commits: [
        first,
        { ...second, messageHeadline: 'Revert "A change"' },
        ...COMMITS.slice(2),
      ],
    });
  });

  const read = (sink: MemorySink, onItem?: () => void) =>
    collectAll({
      collector: createCollector(host.url, CONFIG),
      entities: [component('acme/shop')],
      sink,
      onItem,
    });
  const message = (sink: MemorySink) => sink.statuses.get(REF)!.message ?? '';
  const readToTheEnd = async (sink: MemorySink) => {
    let reads = 0;
    for (; message(sink) && reads < 20; reads++) {
      await read(sink);
    }
    return reads;
  };
  const left = (sink: MemorySink) =>
    sink.deployments().filter(({ waits }) => !waits);
  const find = (sink: MemorySink, id: string) =>
    sink.deployments().find(found => found.id === id)!;

  it('are asked at later reads, newest first, though nothing else happens, and lose nothing that was known of them', async () => {
    const sink = new MemorySink();
    await read(sink);
    // With the earlier attempt, and without the one that somebody decided about.
    expect(left(sink)).toHaveLength(COUNT + 1 - FIRST_READ - 1);
    expect(message(sink)).toMatch(
      /220 deployments up to 2026-10-19T04.* still to be asked about; that goes on by itself/,
    );
    const before = sink.deployments();
    expect(find(sink, 'run/3/1')).toMatchObject({
      hotfix: true,
      changes: [expect.objectContaining({ revision: B })],
    });

    host.requests.length = 0;
    await read(sink);
    expect(host.requests.length).toBeLessThanOrEqual(110);
    const [newest] = left(sink);
    expect(message(sink)).toContain(`up to ${newest.requestedAt}`);
    const reads = await readToTheEnd(sink);
    expect(reads).toBeGreaterThan(1);

    expect(left(sink)).toEqual([]);
    const waitOf = (id: string) => {
      const [{ kind, from, to }] = find(sink, id).waits!;
      return [kind, (Date.parse(to!) - Date.parse(from)) / 1000];
    };
    expect(waitOf('run/1/1')).toEqual(['queue', 20]);
    expect(waitOf('run/10/1')).toEqual(['queue', 7]);
    expect(waitOf('run/10/2')).toEqual(['queue', 9]);
    expect(waitOf('run/5/1')).toEqual(['approval', 20]);
    const unharmed = before.map(one => ({
      ...one,
      waits: find(sink, one.id).waits,
    }));
    expect(sink.deployments()).toEqual(unharmed);

    // And then the repository is a quiet one.
    host.requests.length = 0;
    await read(sink);
    expect(host.requests).toHaveLength(2);
  });

  it('end with the same records where reading is killed again and again', async () => {
    const undisturbed = new MemorySink();
    await read(undisturbed);
    await readToTheEnd(undisturbed);
    const sink = new MemorySink();
    await read(sink);
    await readThroughKills(sink, onItem => read(sink, onItem), {
      kills: 3,
      between: [10, 90],
      random: seeded(3),
    });
    await readToTheEnd(sink);
    left(sink);
    expect(differences(sink.records, undisturbed.records)).toEqual([]);
  });

  it('wait while more than half of our share of the limit is used, without making anything stale', async () => {
    const sink = new MemorySink();
    await read(sink);
    host.limit = 10_000;
    host.used = 2_450;
    const before = left(sink).length;
    await read(sink);
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    const asked = before - left(sink).length;
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThan(50);
    host.used = 0;
    await readToTheEnd(sink);
    expect(left(sink)).toEqual([]);
  });

  it('are passed over where they were deleted, and gone on from where the host fails at one', async () => {
    const sink = new MemorySink();
    await read(sink);
    const asksOf = (id: number) => `/runs/${id}/attempts/1/jobs`;
    let fails = true;
    host.twist = ({ path }, answer) => {
      if (path.endsWith(asksOf(200))) {
        return { status: 404, body: { message: 'Not Found' } };
      }
      return fails && path.endsWith(asksOf(190))
        ? { status: 500, body: { message: 'Server Error' } }
        : answer;
    };
    await read(sink);
    expect(sink.statuses.get(REF)).toMatchObject({ state: 'ok' });
    expect(find(sink, 'run/191/1').waits).toHaveLength(1);
    expect(find(sink, 'run/189/1').waits).toBeUndefined();
    fails = false;
    await readToTheEnd(sink);
    expect(left(sink).map(({ id }) => id)).toEqual(['run/200/1']);
  });
});
