// SPDX-License-Identifier: Apache-2.0
import { Config } from '@backstage/config';
import { ProviderHosts } from '@delivery-maturity/backstage-plugin-maturity-common';

/**
 * The hosts of GitHub and GitLab that the portal's integrations name. The first is the one on which a slug is whose
 * entity names no other: the provider's own, unless only others have credentials.
 *
 * @internal
 */
export function readProviderHosts(rootConfig: Config): ProviderHosts {
  return {
    github: hostsOf(rootConfig, 'github'),
    gitlab: hostsOf(rootConfig, 'gitlab'),
  };
}

function hostsOf(rootConfig: Config, provider: 'github' | 'gitlab'): string[] {
  const own = `${provider}.com`;
  const given = rootConfig.getOptionalConfigArray(`integrations.${provider}`);
  const integrations = (given ?? []).map(integration => ({
    host: (integration.getOptionalString('host') ?? own).toLowerCase(),
    isUsed: integration.has('token') || integration.has('apps'),
  }));
  const used = integrations.flatMap(({ host, isUsed }) =>
    isUsed ? [host] : [],
  );
  const first = used.includes(own) ? own : used[0] ?? own;
  return [...new Set([first, own, ...integrations.map(({ host }) => host)])];
}
