// SPDX-License-Identifier: Apache-2.0
import {
  GitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  CollectContext,
  DeclaredTemplate,
  openCredentialGroups,
  Patience,
  RateShares,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './errors';
import { GitlabClient } from './GitlabClient';
import { isNumber, Target } from '../targets';
import { placesOf } from '../templates/templates';

/**
 * Targets and golden paths by their credentials. These are asked for by group: the portal's own provider knows one token
 * per host, and others may know one for each group.
 *
 * @internal
 */
export function openCredentials(options: {
  integrations: ScmIntegrations;
  credentials: GitlabCredentialsProvider;
  patience?: Patience;
  ratesOf: (host: string, token: string) => RateShares;
  targets: Target[];
  templates: DeclaredTemplate[];
  context: CollectContext;
}) {
  const { integrations, credentials, context } = options;
  return openCredentialGroups({
    provider: PROVIDER,
    logger: context.logger,
    targets: options.targets,
    templates: placesOf(options.templates).filter(({ host }) =>
      integrations.gitlab.byHost(host),
    ),
    keyOf: groupOf,
    credentialsOf(key) {
      const [host, group] = key.split('/');
      const config = integrations.gitlab.byHost(host)?.config;
      const base = config?.baseUrl ?? `https://${host}`;
      return credentials.getCredentials({
        url: [base, group].filter(Boolean).join('/'),
      });
    },
    createClient(key, { headers = {}, token = '' }) {
      const [host] = key.split('/');
      const config = integrations.gitlab.byHost(host)?.config;
      return new GitlabClient({
        host,
        apiBaseUrl: config?.apiBaseUrl ?? `https://${host}/api/v4`,
        headers,
        logger: context.logger,
        signal: context.signal,
        now: context.now,
        rates: options.ratesOf(host, token),
        patience: options.patience,
      });
    },
  });
}

/** `gitlab.com/acme`; of a project that is known by its number only the host. */
function groupOf(place: { host: string; path: string }): string {
  const group = isNumber(place) ? '' : place.path.split('/')[0];
  return `${place.host}/${group}`.toLowerCase();
}
