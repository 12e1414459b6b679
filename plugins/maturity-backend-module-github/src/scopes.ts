// SPDX-License-Identifier: Apache-2.0
import {
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  CollectContext,
  DeclaredTemplate,
  groupBy,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Patience } from './client/createOctokit';
import { GithubOutageError, GithubPermissionError } from './client/errors';
import { GithubClient } from './client/GithubClient';
import { RateBudgets } from './client/RateBudgets';
import { Target } from './targets';
import { placesOf, TemplatePlace } from './templates';

/** What is read with the same credentials. @internal */
export interface Scope {
  client: GithubClient;
  targets: Target[];
  templates: TemplatePlace[];
}

/** Targets whose credentials the host, or what issues them, does not give. @internal */
export interface Refused {
  target: Target;
  error: Error;
}

/** Targets and golden paths by their credentials: an app's differ from owner to owner. @internal */
export async function openScopes(options: {
  integrations: ScmIntegrations;
  credentials: GithubCredentialsProvider;
  patience?: Patience;
  budgetsOf: (host: string, key: string) => RateBudgets;
  targets: Target[];
  templates: DeclaredTemplate[];
  context: CollectContext;
}): Promise<{ scopes: Scope[]; refused: Refused[] }> {
  const { integrations, credentials, context } = options;
  const scopes = new Map<string, Scope>();
  const refused: Refused[] = [];
  const keyOf = ({ host, owner }: { host: string; owner: string }) =>
    `${host}/${owner}`.toLowerCase();
  const targets = groupBy(options.targets, keyOf);
  const templates = groupBy(
    placesOf(options.templates).filter(({ host }) =>
      integrations.github.byHost(host),
    ),
    keyOf,
  );
  for (const key of new Set([...targets.keys(), ...templates.keys()])) {
    const [host] = key.split('/');
    const ofOwner = targets.get(key) ?? [];
    const given = await credentials
      .getCredentials({ url: `https://${key}` })
      .catch((error: unknown) => explainRefusal(error));
    if (given instanceof Error) {
      // Without them, what is private would look as if it were gone.
      context.logger.warn('GitHub credentials could not be read', {
        host,
        error: String(given),
      });
      refused.push(...ofOwner.map(target => ({ target, error: given })));
      continue;
    }
    const scopeKey = `${host} ${given.token ?? ''}`;
    const scope = scopes.get(scopeKey) ?? {
      targets: [],
      templates: [],
      client: new GithubClient({
        host,
        apiBaseUrl:
          integrations.github.byHost(host)?.config.apiBaseUrl ??
          'https://api.github.com',
        headers: given.headers ?? {},
        logger: context.logger,
        signal: context.signal,
        now: context.now,
        budgets: options.budgetsOf(host, key),
        patience: options.patience,
      }),
    };
    scope.targets.push(...ofOwner);
    scope.templates.push(...(templates.get(key) ?? []));
    scopes.set(scopeKey, scope);
  }
  return { scopes: [...scopes.values()], refused };
}

/** An app asks its host for a token: a host that is down is an outage, one that says no refuses. */
function explainRefusal(error: unknown): Error {
  const { status, message } = error as { status?: number; message?: string };
  const words = message ?? String(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 429
    ? new GithubPermissionError(words, true)
    : new GithubOutageError(words);
}
