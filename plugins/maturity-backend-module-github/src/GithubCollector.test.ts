// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { component, createCollector } from './__testUtils__/collectAll';
import { A, B, C, COMMITS, live } from './__testUtils__/deliveries';
import { add, idsOf, read as readHost, REF } from './__testUtils__/readShop';
import { useHost } from './__testUtils__/useHost';
import { line, repository, WorldRepository } from './__testUtils__/world';
import { matchEntity } from './targets';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

const TEMPLATE = {
  id: 'golden',
  provider: 'github' as const,
  repository: 'github.com/acme/paths',
  paths: ['.github/workflows/deploy.yml'],
};

describe('GithubCollector', () => {
  const host = useHost();

  async function read(
    parts: Partial<WorldRepository>,
    options: Parameters<typeof readHost>[1] = {},
  ) {
    add(host, parts);
    return readHost(host, { templates: [TEMPLATE], ...options });
  }

  describe('says what became of a repository', () => {
    it.each<[string, Partial<WorldRepository>, string, RegExp]>([
      ['archived', { archived: true }, 'archived', /archived/],
      ['disabled', { disabled: true }, 'disabled', /disabled/],
      ['empty', { empty: true }, 'empty', /nothing was pushed/],
      [
        'renamed',
        { renamedTo: 'acme/store' },
        'renamed',
        /'acme\/store'.*'github.com\/project-slug'/,
      ],
      [
        'without a permission',
        {
          forbidden: { environments: 'Resource not accessible by integration' },
        },
        'no-permission',
        /“Resource not accessible by integration”. Grant 'Environments: read'.*no gates/,
      ],
      [
        'without runs',
        {
          forbidden: { runs: 'Resource not accessible by integration' },
          deployments: [{ ...live(1, A, 10), runId: 1 }],
        },
        'no-permission',
        /Grant 'Actions: read'.*golden-path adoption/,
      ],
      [
        'with a rewritten history',
        {
          commits: [...line({ oid: A }), ...line({ oid: B })],
          head: B,
          deployments: [live(1, A, 10), live(2, B, 11)],
        },
        'ok',
        /The changes of 1 deployments are unknown.*force-push/,
      ],
    ])('%s', async (_name, parts, state, message) => {
      const sink = await read(parts);
      expect(sink.statuses.get(REF)).toMatchObject({
        state,
        message: expect.stringMatching(message),
      });
    });

    it.each([
      ['deployments', 'deployments', /Grant 'Deployments: read'/],
      ['workflow-runs', 'runs', /Grant 'Actions: read'/],
      ['releases', 'releases', /Grant 'Contents: read'/],
      ['tags', 'refs', /Grant 'Contents: read'/],
    ])(
      'does not take deployments for read where they are %s and those are refused, nor other things for refused',
      async (recognize, field, message) => {
        const words = 'Resource not accessible by integration';
        const config = {
          deployments: [{ recognize, workflows: ['*/deploy.yml'] }],
        };
        const refused = await read(
          { forbidden: { [field]: words } },
          { config },
        );
        expect(refused.statuses.get(REF)).toMatchObject({
          state: 'no-permission',
          message: expect.stringMatching(message),
          reach: ['gates', 'pipelines', 'provisionings'],
        });
        const again = await read(
          { forbidden: { [field]: words } },
          { config, sink: refused },
        );
        expect(again.statuses.get(REF)).toMatchObject({
          state: 'no-permission',
        });

        const others = ['deployments', 'runs', 'releases', 'refs'].filter(
          other => other !== field,
        );
        const sink = await read(
          { forbidden: Object.fromEntries(others.map(key => [key, words])) },
          { config },
        );
        expect(sink.statuses.get(REF)).toMatchObject({
          state: 'ok',
          reach: expect.arrayContaining(['deployments']),
        });
      },
    );
  });

  it('tells changes, rollbacks, hotfixes, squashes and rebases', async () => {
    const pull = {
      createdAt: '2026-10-01T08:00:00Z',
      mergedAt: '2026-10-05T12:00:00Z',
    };
    const sink = await read({
      commits: line(
        { oid: A, committedDate: '2026-10-01T07:00:00Z' },
        {
          oid: B,
          // Squashed: both dates are those of the merge.
          committedDate: pull.mergedAt,
          pull: {
            ...pull,
            headRefName: 'feature/x',
            firstCommitAt: '2026-10-01T09:00:00Z',
          },
        },
        {
          oid: C,
          // Rebased: the author's date stays.
          committedDate: '2026-10-06T12:00:00Z',
          authoredDate: '2026-10-02T12:00:00Z',
          pull: {
            createdAt: '2026-10-02T13:00:00Z',
            mergedAt: '2026-10-06T12:00:00Z',
            headRefName: 'hotfix/urgent',
          },
        },
      ),
      deployments: [
        live(1, A, 10),
        live(2, B, 11),
        live(3, C, 12),
        live(4, A, 13),
      ],
    });
    const found = new Map(sink.deployments().map(one => [one.id, one]));
    expect(found.get('deployment/2')!.changes).toEqual([
      {
        revision: B,
        committedAt: '2026-10-01T09:00:00.000Z',
        openedAt: '2026-10-01T08:00:00.000Z',
        mergedAt: '2026-10-05T12:00:00.000Z',
      },
    ]);
    expect(found.get('deployment/3')).toMatchObject({
      hotfix: true,
      rollback: false,
      changes: [{ committedAt: '2026-10-02T12:00:00.000Z' }],
    });
    expect(found.get('deployment/4')).toMatchObject({
      rollback: true,
      changes: [],
    });
  });

  it('reads pipelines with the gates of their environments', async () => {
    const sink = await read({
      environments: [
        { name: 'production', reviewers: 2, timerMinutes: 10 },
        { name: 'emea', reviewers: 1 },
      ],
      files: {
        '.github/workflows/deploy.yml':
          'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: ./deploy.sh\n',
      },
    });
    const pipelines = sink.pipelines.get(REF)!;
    const gates = Object.fromEntries(
      pipelines.map(({ path, gates: list }) => [
        path,
        list.map(({ kind, environment }) => `${kind} ${environment}`),
      ]),
    );
    expect(gates).toEqual({
      '.github/workflows/deploy.yml': [
        'required-reviewers production',
        'wait-timer production',
      ],
      environments: ['required-reviewers emea'],
    });
    expect(pipelines.every(({ gatesComplete }) => gatesComplete)).toBe(true);
  });

  it('makes tags and releases of a golden path its versions', async () => {
    host.add(
      repository('acme/paths', {
        commits: COMMITS,
        files: {
          [`${A}:.github/workflows/deploy.yml`]:
            'on: workflow_call\njobs: {}\n',
        },
        tags: [
          { name: 'v1.0.0', commit: A, taggedAt: '2026-09-01T00:00:00Z' },
          { name: 'v1', commit: A },
        ],
        releases: [
          {
            id: 1,
            tag: 'v1.0.0',
            commit: A,
            createdAt: '2026-09-02T00:00:00Z',
            publishedAt: '2026-09-03T00:00:00Z',
          },
        ],
      }),
    );
    const sink = await read({});
    expect(sink.templates).toEqual([
      expect.objectContaining({
        id: 'golden',
        template: expect.objectContaining({
          versions: [
            {
              name: 'v1.0.0',
              revision: A,
              releasedAt: '2026-09-03T00:00:00.000Z',
              files: [
                expect.objectContaining({
                  path: '.github/workflows/deploy.yml',
                }),
              ],
            },
            { name: 'v1', revision: A, files: [expect.anything()] },
          ],
        }),
      }),
    ]);
    await read({}, { sink });
    expect(sink.templates).toHaveLength(1);
  });

  it('times the way of a new repository to its first production deployment', async () => {
    const sink = await read({
      createdAt: '2026-10-01T00:00:00Z',
      deployments: [live(1, A, 10), live(2, B, 11)],
      runs: ['2026-10-02T00:00:00Z', '2026-10-03T00:00:00Z'].map(
        (createdAt, index) => ({
          id: index + 50,
          workflowId: 1,
          path: 'ci.yml',
          event: 'push',
          headSha: A,
          status: 'completed',
          conclusion: 'success',
          createdAt,
          updatedAt: createdAt,
        }),
      ),
    });
    expect(sink.provisionings()).toEqual([
      expect.objectContaining({
        requestBasis: 'repository',
        requestedAt: '2026-10-01T00:00:00.000Z',
        firstGreenBuildAt: '2026-10-02T00:00:00.000Z',
        firstDeploymentAt: '2026-10-10T10:00:00.000Z',
      }),
    ]);
  });

  it('gives an environment to the entity that owns it', async () => {
    const owner = component('acme/shop', {
      'delivery-maturity.io/service': 'emea',
    });
    const sink = await read(
      {
        deployments: [
          live(1, A, 10),
          { ...live(2, B, 11), environment: 'emea' },
        ],
      },
      { entities: [owner] },
    );
    expect(idsOf(sink)).toEqual(['deployment/2']);
  });

  it('tells an entity what to add', () => {
    const collector = createCollector(host.url);
    const bare = component('acme/shop');
    bare.metadata.annotations = {};
    expect(collector.match(bare)).toEqual({
      status: 'incomplete',
      isUnclaimed: true,
      message: expect.stringContaining(
        "'github.com/project-slug: <owner>/<repository>'",
      ),
    });
    expect(collector.match(component('acme/shop/extra'))).toMatchObject({
      status: 'incomplete',
    });
    bare.metadata.annotations = { 'gitlab.com/project-slug': 'a/b' };
    expect(collector.match(bare)).toEqual({ status: 'none' });
    const elsewhere = component('acme/shop', {
      'backstage.io/source-location': 'url:https://ghe.example.com/acme/shop',
    });
    expect(
      createCollector(host.url, {}, [{ host: 'ghe.example.com' }]).match(
        elsewhere,
      ),
    ).toEqual({
      status: 'incomplete',
      message: expect.stringContaining(
        "There are no credentials for 'ghe.example.com'",
      ),
    });
    // Backstage lists github.com by itself; without credentials for it a bare slug is one of the other host.
    const enterprise = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [{ host: 'ghe.example.com', token: 'secret' }],
        },
      }),
    );
    expect(matchEntity(component('acme/shop'), enterprise)).toMatchObject({
      status: 'match',
      target: 'ghe.example.com/acme/shop',
    });
  });
});
