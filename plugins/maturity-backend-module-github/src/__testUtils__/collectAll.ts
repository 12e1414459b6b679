// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import {
  collectAll as collect,
  CollectAllOptions,
  component as componentOf,
  MemorySink,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { readGithubConfig } from '../config';
import { GithubCollector } from '../GithubCollector';

export { MemorySink };

export const NOW = '2026-11-22T00:00:00.000Z';

/** A component of a repository. */
export function component(
  slug: string,
  annotations: Record<string, string> = {},
): Entity {
  return componentOf(slug.split('/')[1], {
    'github.com/project-slug': slug,
    ...annotations,
  });
}

/** The collector as the module builds it, against a host on the loopback interface. */
export function createCollector(
  apiBaseUrl: string,
  config: JsonObject = {},
  otherHosts: JsonObject[] = [],
) {
  const root = new ConfigReader({
    integrations: {
      github: [
        { host: 'github.com', apiBaseUrl, token: 'secret' },
        ...otherHosts,
      ],
    },
    maturity: { collectors: { github: config } },
  });
  const integrations = ScmIntegrations.fromConfig(root);
  return new GithubCollector({
    options: readGithubConfig(root),
    integrations,
    credentials:
      DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    patience: {
      maxWaitSeconds: 60,
      retries: 3,
      secondInMilliseconds: 1,
      requestTimeoutMilliseconds: 30_000,
    },
  });
}

/** Runs the collector once, at the time of these tests. */
export function collectAll(
  options: Omit<CollectAllOptions, 'now' | 'since'> & {
    now?: string;
    since?: string;
  },
): Promise<MemorySink> {
  const { now = NOW, since = '2026-05-26T00:00:00Z' } = options;
  return collect({
    ...options,
    now: () => new Date(now),
    since: new Date(since),
  });
}
