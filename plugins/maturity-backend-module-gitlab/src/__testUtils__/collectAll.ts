// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { JsonObject } from '@backstage/types';
import {
  collectAll as collect,
  CollectAllOptions,
  component as componentOf,
  MemorySink,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { readGitlabConfig } from '../config';
import { GitlabCollector } from '../GitlabCollector';
import { StandInHost } from './StandInHost';
import { WorldProject } from './world';

export const NOW = '2026-11-22T00:00:00.000Z';

/** A component of a project. */
export function component(
  slug: string,
  annotations: Record<string, string> = {},
): Entity {
  return componentOf(slug.split('/').pop()!, {
    'gitlab.com/project-slug': slug,
    ...annotations,
  });
}

/** The collector as the module builds it, against a host on the loopback interface. */
export function createCollector(apiBaseUrl: string, config: JsonObject = {}) {
  const root = new ConfigReader({
    integrations: {
      gitlab: [{ host: 'gitlab.com', apiBaseUrl, token: 'secret' }],
    },
    maturity: { collectors: { gitlab: config } },
  });
  const integrations = ScmIntegrations.fromConfig(root);
  return new GitlabCollector({
    options: readGitlabConfig(root),
    integrations,
    credentials:
      DefaultGitlabCredentialsProvider.fromIntegrations(integrations),
    patience: {
      maxWaitSeconds: 60,
      retries: 3,
      secondInMilliseconds: 1,
      requestTimeoutMilliseconds: 30_000,
    },
  });
}

/** Runs the collector once, at the time of these tests. */
export function collectAll(options: CollectAllOptions): Promise<MemorySink> {
  return collect({
    now: () => new Date(NOW),
    since: new Date('2026-05-26T00:00:00Z'),
    ...options,
  });
}

/** Reads one project of a host of its own. */
export async function readWorld(
  world: WorldProject,
  sink?: MemorySink,
): Promise<MemorySink> {
  const host = await new StandInHost([world]).start();
  try {
    return await collectAll({
      collector: createCollector(host.url),
      entities: [component(world.path)],
      sink,
    });
  } finally {
    await host.stop();
  }
}

/** The deployment with a number of GitLab's. */
export function deploymentOf(sink: MemorySink, id: number) {
  return sink.deployments().find(one => one.id === `deployment/${id}`)!;
}
