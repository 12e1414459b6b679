// SPDX-License-Identifier: Apache-2.0
import {
  mockServices,
  registerMswTestHooks,
} from '@backstage/backend-test-utils';
import {
  CollectContext,
  CollectedItem,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { ScaffolderTaskClient } from './client';
import { ScaffolderCollector } from './ScaffolderCollector';

const base = 'http://scaffolder.test/api/scaffolder';
const server = setupServer();

const task = (id: string, status: string, createdAt: string) => ({
  id,
  status,
  createdAt,
  createdBy: 'user:default/somebody',
  lastHeartbeatAt: createdAt,
  spec: {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    parameters: { owner: 'somebody' },
    user: { ref: 'user:default/somebody' },
    templateInfo: {
      entityRef: 'template:default/node-service',
      entity: {
        metadata: {
          name: 'node-service',
          annotations: { 'backstage.io/template-version': 'v2.1.0' },
        },
      },
    },
    steps: [],
    output: {},
  },
});

const completion = (createdAt: string, output: object) => [
  { id: 1, type: 'log', createdAt, body: { message: 'Beginning step' } },
  {
    id: 2,
    type: 'completion',
    createdAt,
    body: { message: 'Run completed with status: completed', output },
  },
];

const entity = (name: string, annotations = {}) => ({
  entityRef: `component:default/${name}`,
  target: 'scaffolder',
  entity: {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, annotations },
  },
});

async function collect(
  watermark?: string,
  environmentTemplates: string[] = [],
) {
  const collector = new ScaffolderCollector({
    client: new ScaffolderTaskClient({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({ getBaseUrl: async () => base }),
    }),
    environmentTemplates: new Set(environmentTemplates),
  });
  const context: CollectContext = {
    logger: mockServices.logger.mock(),
    signal: new AbortController().signal,
    now: () => new Date('2026-11-20T12:00:00Z'),
    readWatermark: async () => watermark,
    listTemplates: async () => [],
  };
  const entities = [
    entity('shop'),
    entity('desk', { 'github.com/project-slug': 'acme/desk' }),
  ];
  const items: CollectedItem[] = [];
  for await (const item of collector.collect(
    entities,
    new Date('2026-06-01T00:00:00Z'),
    context,
  )) {
    items.push(item);
  }
  return items;
}

describe('ScaffolderCollector', () => {
  registerMswTestHooks(server);

  it('turns completed tasks into provisionings of what they created, by entity or by repository', async () => {
    server.use(
      http.get(`${base}/v2/tasks`, ({ request }) =>
        HttpResponse.json({
          tasks:
            new URL(request.url).searchParams.get('offset') === '0'
              ? [
                  task('c', 'processing', '2026-11-20T11:00:00.000Z'),
                  task('b', 'completed', '2026-11-02T08:00:00.000Z'),
                  task('a', 'completed', '2026-11-01T08:00:00.000Z'),
                  task('z', 'failed', '2026-10-30T08:00:00.000Z'),
                ]
              : [],
        }),
      ),
      http.get(`${base}/v2/tasks/a/events`, () =>
        HttpResponse.json(
          completion('2026-11-01T08:07:00.000Z', {
            links: [{ title: 'Open', entityRef: 'component:default/shop' }],
          }),
        ),
      ),
      http.get(`${base}/v2/tasks/b/events`, () =>
        HttpResponse.json(
          completion('2026-11-02T08:05:00.000Z', {
            remoteUrl: 'https://github.com/acme/desk.git',
          }),
        ),
      ),
    );

    const items = await collect();

    const records = items.filter(item => item.kind === 'record');
    expect(records).toEqual([
      expect.objectContaining({ entityRef: 'component:default/desk' }),
      {
        kind: 'record',
        entityRef: 'component:default/shop',
        item: {
          type: 'provisioning',
          record: {
            source: 'scaffolder',
            id: 'a',
            observedAt: '2026-11-01T08:07:00.000Z',
            subject: 'service',
            requestedAt: '2026-11-01T08:00:00.000Z',
            requestBasis: 'scaffolder',
            templateDoneAt: '2026-11-01T08:07:00.000Z',
            selfService: true,
            template: { id: 'template:default/node-service', ref: 'v2.1.0' },
          },
        },
      },
    ]);
    expect(JSON.stringify(items)).not.toContain('somebody');
    // The running task is read again next time.
    expect(items[items.length - 1]).toEqual({
      kind: 'watermark',
      key: 'created-at',
      value: '2026-11-20T11:00:00.000Z',
    });
  });

  it('stops at the watermark and takes environments from the configured templates', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${base}/v2/tasks`, () =>
        HttpResponse.json({
          tasks: [
            task('new', 'completed', '2026-11-10T08:00:00.000Z'),
            task('old', 'completed', '2026-11-01T08:00:00.000Z'),
          ],
        }),
      ),
      http.get(`${base}/v2/tasks/:id/events`, ({ params }) => {
        asked.push(String(params.id));
        return HttpResponse.json(
          completion('2026-11-10T08:30:00.000Z', {
            entityRef: 'component:default/shop',
          }),
        );
      }),
    );

    const items = await collect('2026-11-05T00:00:00.000Z', [
      'template:default/node-service',
    ]);

    expect(asked).toEqual(['new']);
    expect(items[0]).toMatchObject({
      item: {
        record: {
          subject: 'environment',
          firstDeploymentAt: '2026-11-10T08:30:00.000Z',
        },
      },
    });
  });

  it('makes entities stale, and keeps the watermark, when the Scaffolder does not answer', async () => {
    server.use(
      http.get(
        `${base}/v2/tasks`,
        () => new HttpResponse('down', { status: 503 }),
      ),
    );

    const items = await collect('2026-11-05T00:00:00.000Z');

    expect(items.map(item => item.kind)).toEqual(['status', 'status']);
    expect(items[0]).toMatchObject({
      state: 'stale',
      message: expect.stringContaining('503'),
    });
  });

  it('says nothing of any entity where there is no Scaffolder', async () => {
    server.use(
      http.get(
        `${base}/v2/tasks`,
        () => new HttpResponse(null, { status: 404 }),
      ),
    );

    expect(await collect()).toEqual([]);
  });
});
