// SPDX-License-Identifier: Apache-2.0
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { version } from '../package.json';
import { run } from './program';

const API = 'http://portal.test/api/maturity/v1';

interface Call {
  path: string;
  body: any;
}

describe('maturity', () => {
  const server = setupServer();
  const calls: Call[] = [];
  const printed: string[] = [];
  let folder: string;

  const write = (file: string, content: unknown) => {
    const absolute = path.join(folder, file);
    fs.mkdirSync(path.dirname(absolute), { recursive: true });
    fs.writeFileSync(
      absolute,
      typeof content === 'string' ? content : JSON.stringify(content),
    );
    return absolute;
  };
  const maturity = (...args: string[]) =>
    run([
      'node',
      'maturity',
      '--url',
      'http://portal.test',
      '--token',
      'secret',
      ...args,
    ]);
  const answer = (rejected: object[] = []) => ({
    accepted: 1,
    duplicates: 0,
    unmatched: 0,
    ignored: [],
    rejected,
  });
  const record = async (request: Request) => {
    const body = await request.json();
    calls.push({ path: new URL(request.url).pathname, body });
    return body as any;
  };

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'maturity-'));
    calls.length = 0;
    printed.length = 0;
    const print = (...words: unknown[]) => {
      printed.push(words.join(' '));
    };
    jest.spyOn(console, 'log').mockImplementation(print);
    jest.spyOn(console, 'error').mockImplementation(print);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    server.resetHandlers();
    fs.rmSync(folder, { recursive: true });
  });
  afterAll(() => server.close());

  function takeEverything() {
    server.use(
      http.post(
        'http://portal.test/api/catalog/entities/by-refs',
        async ({ request }) => {
          const { entityRefs } = await record(request);
          return HttpResponse.json({ items: entityRefs.map(() => ({})) });
        },
      ),
      http.put(`${API}/ingest/templates/:id`, async ({ request }) => {
        await record(request);
        return HttpResponse.json({ problems: [] });
      }),
      http.put(`${API}/ingest/pipelines/*`, async ({ request }) => {
        await record(request);
        return HttpResponse.json({ problems: [] });
      }),
      http.post(`${API}/ingest/cdevents`, async ({ request }) => {
        const events = await record(request);
        return HttpResponse.json({ ...answer(), accepted: events.length });
      }),
      http.post(`${API}/evaluations`, async ({ request }) => {
        await record(request);
        return HttpResponse.json({
          id: 'e1',
          state: 'running',
          total: 1,
          done: 0,
          failed: 0,
        });
      }),
      http.get(`${API}/evaluations/e1`, () =>
        HttpResponse.json({
          id: 'e1',
          state: 'done',
          total: 1,
          done: 1,
          failed: 0,
        }),
      ),
    );
  }

  function writeOrganization() {
    write('index.json', {
      repositories: [
        { repository: 'acme/flows', path: 'acme/flows', isGoldenPath: true },
        { repository: 'acme/shop', path: 'acme/shop' },
      ],
    });
    write(
      'catalog.yaml',
      [
        'kind: Group',
        'metadata: { name: team }',
        '---',
        'kind: Component',
        'metadata:',
        '  name: shop',
        '  annotations: { github.com/project-slug: Acme/Shop }',
        '---',
        'kind: Component',
        'metadata:',
        '  name: flows',
        '  annotations:',
        '    backstage.io/source-location: url:https://github.com/acme/flows/tree/main/',
      ].join('\n'),
    );
    write('acme/flows/delivery.json', {
      repository: 'acme/flows',
      defaultBranch: 'main',
      headSha: 'c3',
      releasesAll: [{ tag: 'v1.0.0', commitSha: 'c1' }],
      commits: [{ sha: 'c3' }, { sha: 'c2' }, { sha: 'c1' }],
      goldenPath: {
        approvedAtHead: ['.github/workflows/ci.yml'],
        tags: [
          {
            tag: 'v1',
            kind: 'alias',
            commitSha: 'c1',
            releasedAt: '2026-01-01T00:00:00Z',
            callableWorkflowPaths: ['.github/workflows/old.yml'],
          },
          {
            tag: 'v1.0.0',
            kind: 'release',
            commitSha: 'c1',
            releasedAt: '2026-01-01T00:00:00Z',
            callableWorkflowPaths: ['.github/workflows/ci.yml'],
          },
        ],
      },
    });
    write('acme/flows/workflows/ci.yml', 'on: workflow_call');
    write('acme/flows/workflows-at/c2/ci.yml', 'on: workflow_call # c2');
    write('acme/shop/delivery.json', {
      repository: 'acme/shop',
      headCommittedAt: '2026-02-01T00:00:00Z',
    });
    write('acme/shop/workflows/ci.yml', 'on: push');
    write('acme/shop/files/.github/dependabot.yml', 'version: 2');
    write('acme/shop/files/action.yml', 'runs: { using: composite }');
    write(
      'acme/shop/cdevents.jsonl',
      Array.from({ length: 2001 }, (_, index) =>
        JSON.stringify({ context: { id: `e${index}` } }),
      ).join('\n'),
    );
  }

  it('imports golden paths, pipelines and events, then has history and scorecards computed', async () => {
    takeEverything();
    writeOrganization();

    expect(await maturity('import', folder)).toBe(0);

    expect(calls.map(call => call.path)).toEqual([
      '/api/catalog/entities/by-refs',
      '/api/maturity/v1/ingest/templates/acme-flows',
      '/api/maturity/v1/ingest/pipelines/component/default/flows',
      '/api/maturity/v1/ingest/pipelines/component/default/shop',
      '/api/maturity/v1/ingest/cdevents',
      '/api/maturity/v1/ingest/cdevents',
      '/api/maturity/v1/evaluations',
      '/api/maturity/v1/evaluations',
    ]);
    expect(calls[1].body).toMatchObject({
      provider: 'github',
      repository: 'github.com/acme/flows',
      paths: ['.github/workflows/ci.yml', '.github/workflows/old.yml'],
      versions: [
        { name: 'v1', revision: 'c1' },
        {
          name: 'v1.0.0',
          revision: 'c1',
          releasedAt: '2026-01-01T00:00:00Z',
        },
      ],
      snapshots: [
        { revision: 'c2', ancestorRelease: 'v1.0.0' },
        { revision: 'c3', ancestorRelease: 'v1.0.0' },
      ],
    });
    expect(calls[1].body.versions[0]).not.toHaveProperty('releasedAt');
    expect(calls[3].body).toEqual({
      provider: 'github',
      observedAt: '2026-02-01T00:00:00Z',
      files: [
        { path: '.github/workflows/ci.yml', content: 'on: push' },
        { path: 'action.yml', content: 'runs: { using: composite }' },
      ],
    });
    expect([calls[4].body.length, calls[5].body.length]).toEqual([2000, 1]);
    expect(calls[6].body.replay.every).toBe('P7D');
    expect(calls[7].body).toEqual({
      entityRefs: ['component:default/shop', 'component:default/flows'],
    });
    expect(printed.join('\n')).toContain('2001 accepted');
  });

  it('imports the rest of a folder that lacks things, or holds what cannot be read', async () => {
    takeEverything();
    writeOrganization();
    write('index.json', {
      repositories: [
        { repository: 'acme/flows', path: null },
        { repository: 'acme/shop' },
        { repository: 'acme/gone' },
        { repository: 'acme/broken' },
      ],
      goldenPaths: [{ repository: 'acme/flows' }],
    });
    write('acme/broken/delivery.json', '{');
    write('acme/shop/delivery.json', {
      repository: 'acme/shop',
      host: null,
      defaultBranch: null,
      commits: null,
      goldenPath: null,
    });
    fs.rmSync(path.join(folder, 'acme/shop/workflows'), { recursive: true });
    write(
      'acme/shop/cdevents.jsonl',
      '\uFEFF{"context":{"id":"e1"}}\r\n\r\nnot json\r\n{"context":{"id":"e2"}}\r\n',
    );

    expect(await maturity('import', folder)).toBe(1);

    const bodies = (part: string) =>
      calls.filter(call => call.path.includes(part)).map(({ body }) => body);
    expect(bodies('/templates/acme-flows')).toHaveLength(1);
    expect(bodies('/default/shop')).toEqual([
      {
        provider: 'github',
        files: [{ path: 'action.yml', content: 'runs: { using: composite }' }],
      },
    ]);
    expect(bodies('/cdevents')).toEqual([
      [{ context: { id: 'e1' } }, { context: { id: 'e2' } }],
    ]);
    const text = printed.join('\n');
    expect(text).toContain('3 refused');
    expect(text).toMatch(/delivery\.json' does not exist.*\(acme\/gone\)/);
    expect(text).toMatch(/is no JSON.*\(acme\/broken\)/);
    expect(text).toMatch(/The line is no JSON.*cdevents\.jsonl:3\)/);
  });

  it('names the catalog file when the catalog does not come to know an entity within a minute', async () => {
    writeOrganization();
    let now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
    const known = [
      [null, null],
      [{}, null],
      [{}, null],
      [{}, null],
    ];
    const asked = jest.fn();
    server.use(
      http.post('http://portal.test/api/catalog/entities/by-refs', () => {
        asked();
        now += 35_000;
        return HttpResponse.json({ items: known[asked.mock.calls.length - 1] });
      }),
    );

    expect(await maturity('import', folder)).toBe(1);
    clock.mockRestore();

    expect(asked).toHaveBeenCalledTimes(4);

    expect(printed.join('\n')).toContain(
      "The catalog does not know 1 of 2 entities, for example 'component:default/flows'. Start the portal with `npm start -- --catalog",
    );
  });

  it('ends with 1 and the reasons when some events are refused', async () => {
    const file = write('events.json', [{ context: {} }, {}]);
    server.use(
      http.post(`${API}/ingest/cdevents`, () =>
        HttpResponse.json(
          answer([{ index: 1, reason: "The event has no 'context'." }]),
          { status: 207 },
        ),
      ),
    );

    expect(await maturity('push', 'events', file)).toBe(1);

    const text = printed.join('\n');
    expect(text).toContain('1 accepted');
    expect(text).toContain("refused 1 ×: The event has no 'context'.");
  });

  it('stops at once when the token is not accepted', async () => {
    const file = write('records.json', {
      facts: [{ id: 'a' }],
      incidents: [{ id: 'b' }],
    });
    let requests = 0;
    server.use(
      http.post(`${API}/ingest/records`, () => {
        requests += 1;
        return HttpResponse.json(
          {
            error: { name: 'AuthenticationError', message: 'Illegal token' },
            response: { statusCode: 401 },
          },
          { status: 401 },
        );
      }),
    );

    expect(await maturity('push', 'records', file)).toBe(1);

    expect(requests).toBe(1);
    expect(printed.join('\n')).toContain(
      'The portal does not accept the token (401): Illegal token. Give one',
    );
  });

  it('sends the pipeline files of the current folder with their own paths', async () => {
    takeEverything();
    write('.github/workflows/ci.yml', 'on: push');
    write('README.md', 'not a pipeline');
    process.env.INIT_CWD = folder;

    const code = await maturity(
      'push',
      'pipelines',
      '--entity',
      'component:default/shop',
      '--observed-at',
      '2026-02-01T00:00:00Z',
    );
    delete process.env.INIT_CWD;

    expect(code).toBe(0);
    expect(calls).toEqual([
      {
        path: '/api/maturity/v1/ingest/pipelines/component/default/shop',
        body: {
          provider: 'github',
          observedAt: '2026-02-01T00:00:00Z',
          files: [{ path: '.github/workflows/ci.yml', content: 'on: push' }],
        },
      },
    ]);
  });

  it('says which line of events is no JSON, and sends the others', async () => {
    const sent: unknown[] = [];
    server.use(
      http.post(`${API}/ingest/cdevents`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(answer([]));
      }),
    );
    const file = write('events.jsonl', '{"a":1}\nnot json\n{"a":2}\n');

    expect(await maturity('push', 'events', file)).toBe(1);

    expect(sent).toEqual([[{ a: 1 }, { a: 2 }]]);
    const text = printed.join('\n');
    expect(text).toContain('refused 1 ×: The line is no JSON.');
    expect(text).toContain(`${file}:2`);
  });

  it('says which line of records is no JSON', async () => {
    const file = write('records.jsonl', '{"facts":[]}\nnot json\n');

    expect(await maturity('push', 'records', file)).toBe(1);

    expect(printed.join('\n')).toContain(`Line 2 of '${file}' is no JSON.`);
  });

  it('prints its version without a portal', async () => {
    let written = '';
    jest.spyOn(process.stdout, 'write').mockImplementation(text => {
      written += text;
      return true;
    });
    expect(await run(['node', 'maturity', '--version'])).toBe(0);
    expect(written.trim()).toBe(version);
  });
});
