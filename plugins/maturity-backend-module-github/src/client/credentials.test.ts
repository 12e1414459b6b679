// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  CollectedItem,
  DeclaredTemplate,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { component, NOW } from '../__testUtils__/collectAll';
import { questionOf, StandInHost } from '../__testUtils__/StandInHost';
import { repository } from '../__testUtils__/world';
import { readGithubConfig } from '../config';
import { GithubCollector } from '../GithubCollector';

// The first query compiles GitHub's whole schema.
jest.setTimeout(60_000);

async function collect(
  getCredentials: GithubCredentialsProvider['getCredentials'],
  options: { apiBaseUrl?: string; templates?: DeclaredTemplate[] } = {},
) {
  const { apiBaseUrl = 'http://127.0.0.1:1', templates = [] } = options;
  const config = new ConfigReader({
    integrations: {
      github: [{ host: 'github.com', apiBaseUrl, token: 'secret' }],
    },
  });
  const collector = new GithubCollector({
    options: readGithubConfig(config),
    integrations: ScmIntegrations.fromConfig(config),
    credentials: { getCredentials },
  });
  const entityRef = 'component:default/shop';
  const target = 'github.com/acme/shop';
  const items: CollectedItem[] = [];
  for await (const item of collector.collect(
    [{ entityRef, target, entity: component('acme/shop') }],
    new Date('2026-05-26T00:00:00Z'),
    {
      logger: mockServices.logger.mock(),
      signal: new AbortController().signal,
      now: () => new Date(NOW),
      readWatermark: async () => undefined,
      listTemplates: async () => templates,
    },
  )) {
    items.push(item);
  }
  return items;
}

describe('credentials that an app asks its host for', () => {
  it.each([
    [{ status: 503, message: 'Service unavailable' }, 'stale'],
    [{ message: 'connect ECONNREFUSED' }, 'stale'],
    [{ status: 401, message: 'The token cannot be decoded' }, 'no-permission'],
  ])('%j makes its repositories %s, never missing', async (refusal, state) => {
    const items = await collect(async () => {
      throw Object.assign(new Error(refusal.message), refusal);
    });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'status',
        state,
        message: expect.stringContaining(refusal.message),
      }),
    ]);
  });

  it('are those of its own owner for a golden path', async () => {
    const host = new StandInHost([
      repository('acme/shop'),
      repository('platform/paths'),
    ]);
    await host.start();
    await collect(
      async ({ url }) => {
        const token = new URL(url).pathname.slice(1);
        return {
          type: 'app',
          token,
          headers: { Authorization: `Bearer ${token}` },
        };
      },
      {
        apiBaseUrl: host.url,
        templates: [
          {
            id: 'paths',
            provider: 'github',
            repository: 'github.com/platform/paths',
            paths: ['.github/workflows/*'],
          },
        ],
      },
    );
    await host.stop();
    const used = new Map(
      host.requests.map(request => [
        /query (\w+)/.exec(questionOf(request)?.query ?? '')?.[1],
        request.headers.authorization,
      ]),
    );
    expect(used.get('Templates')).toBe('Bearer platform');
    expect(used.get('Probe')).toBe('Bearer acme');
  });
});
