// SPDX-License-Identifier: Apache-2.0
import {
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  CollectContext,
  DeclaredTemplate,
  openScopes as openScopesOf,
  Patience,
  RateShares,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './client/errors';
import { GithubClient } from './client/GithubClient';
import { Target } from './targets';
import { placesOf } from './templates/templates';

/** Targets and golden paths by their credentials: an app's differ from owner to owner. @internal */
export function openScopes(options: {
  integrations: ScmIntegrations;
  credentials: GithubCredentialsProvider;
  patience?: Patience;
  ratesOf: (host: string, key: string) => RateShares;
  targets: Target[];
  templates: DeclaredTemplate[];
  context: CollectContext;
}) {
  const { integrations, credentials, context } = options;
  return openScopesOf({
    provider: PROVIDER,
    logger: context.logger,
    targets: options.targets,
    templates: placesOf(options.templates).filter(({ host }) =>
      integrations.github.byHost(host),
    ),
    keyOf: ({ host, owner }) => `${host}/${owner}`.toLowerCase(),
    credentialsOf: key => credentials.getCredentials({ url: `https://${key}` }),
    createClient(key, { headers = {} }) {
      const [host] = key.split('/');
      const config = integrations.github.byHost(host)?.config;
      return new GithubClient({
        host,
        apiBaseUrl: config?.apiBaseUrl ?? 'https://api.github.com',
        headers,
        logger: context.logger,
        signal: context.signal,
        now: context.now,
        rates: options.ratesOf(host, key),
        patience: options.patience,
      });
    },
  });
}
