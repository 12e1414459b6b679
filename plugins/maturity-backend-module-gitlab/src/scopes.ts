// SPDX-License-Identifier: Apache-2.0
import {
  GitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  CollectContext,
  DeclaredTemplate,
  groupBy,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { GitlabOutageError, GitlabPermissionError } from './client/errors';
import { GitlabClient } from './client/GitlabClient';
import { Patience } from './client/patience';
import { RateBudget } from './client/RateBudget';
import { isNumber, Target } from './targets';
import { placesOf, TemplatePlace } from './templates';

/** What is read with the same credentials. @internal */
export interface Scope {
  client: GitlabClient;
  targets: Target[];
  templates: TemplatePlace[];
}

/** Targets whose credentials are not given. @internal */
export interface Refused {
  target: Target;
  error: Error;
}

/**
 * Targets and golden paths by their credentials. These are asked for by group: the portal's own provider knows one token
 * per host, and others may know one for each group.
 *
 * @internal
 */
export async function openScopes(options: {
  integrations: ScmIntegrations;
  credentials: GitlabCredentialsProvider;
  patience?: Patience;
  budgetOf: (host: string, token: string) => RateBudget;
  targets: Target[];
  templates: DeclaredTemplate[];
  context: CollectContext;
}): Promise<{ scopes: Scope[]; refused: Refused[] }> {
  const { integrations, credentials, context } = options;
  const scopes = new Map<string, Scope>();
  const refused: Refused[] = [];
  const targets = groupBy(options.targets, groupOf);
  const templates = groupBy(
    placesOf(options.templates).filter(({ host }) =>
      integrations.gitlab.byHost(host),
    ),
    groupOf,
  );
  for (const key of new Set([...targets.keys(), ...templates.keys()])) {
    const [host, group] = key.split('/');
    const ofGroup = targets.get(key) ?? [];
    const config = integrations.gitlab.byHost(host)?.config;
    const given = await credentials
      .getCredentials({
        url: [config?.baseUrl ?? `https://${host}`, group]
          .filter(Boolean)
          .join('/'),
      })
      .catch((error: unknown) => explainRefusal(error));
    if (given instanceof Error) {
      // Without them, what is private would look as if it were gone.
      context.logger.warn('GitLab credentials could not be read', {
        host,
        error: String(given),
      });
      refused.push(...ofGroup.map(target => ({ target, error: given })));
      continue;
    }
    const token = given.token ?? '';
    const scope = scopes.get(`${host} ${token}`) ?? {
      targets: [],
      templates: [],
      client: new GitlabClient({
        host,
        apiBaseUrl: config?.apiBaseUrl ?? `https://${host}/api/v4`,
        headers: given.headers ?? {},
        logger: context.logger,
        signal: context.signal,
        now: context.now,
        budget: options.budgetOf(host, token),
        patience: options.patience,
      }),
    };
    scope.targets.push(...ofGroup);
    scope.templates.push(...(templates.get(key) ?? []));
    scopes.set(`${host} ${token}`, scope);
  }
  return { scopes: [...scopes.values()], refused };
}

/** `gitlab.com/acme`; of a project that is known by its number only the host. */
function groupOf(place: { host: string; path: string }): string {
  const group = isNumber(place) ? '' : place.path.split('/')[0];
  return `${place.host}/${group}`.toLowerCase();
}

/** Whoever issues credentials may be down, or say no. */
function explainRefusal(error: unknown): Error {
  const { status, message } = error as { status?: number; message?: string };
  const words = message ?? String(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 429
    ? new GitlabPermissionError(words)
    : new GitlabOutageError(words);
}
