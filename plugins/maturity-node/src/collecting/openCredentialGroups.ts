// SPDX-License-Identifier: Apache-2.0
import { LoggerService } from '@backstage/backend-plugin-api';
import { ProviderOutageError, ProviderPermissionError } from './errors';
import { groupBy } from './groupBy';

/** What a credentials provider of `@backstage/integration` gives. @public */
export interface HostCredentials {
  headers?: Record<string, string>;
  token?: string;
}

/** What is read with the same credentials. @public */
export interface CredentialGroup<C, T, P> {
  client: C;
  targets: T[];
  /** Where golden paths are. */
  templates: P[];
}

/** A target whose credentials the host, or what issues them, does not give. @public */
export interface RefusedTarget<T> {
  target: T;
  error: Error;
}

/**
 * Targets and golden paths by their credentials, each with a client for them. An app's credentials differ from owner to
 * owner, a token often serves a whole host: those that turn out to be the same are read together.
 *
 * @param options - `keyOf` tells whose credentials a place needs, beginning with its host: `github.com/acme`
 * @public
 */
export async function openCredentialGroups<C, T, P>(options: {
  /** As it stands in a sentence, for example `GitHub`. */
  provider: string;
  targets: readonly T[];
  templates: readonly P[];
  keyOf(place: T | P): string;
  credentialsOf(key: string): Promise<HostCredentials>;
  createClient(key: string, credentials: HostCredentials): C;
  logger: LoggerService;
}): Promise<{
  groups: CredentialGroup<C, T, P>[];
  refused: RefusedTarget<T>[];
}> {
  const { provider, keyOf } = options;
  const groups = new Map<string, CredentialGroup<C, T, P>>();
  const refused: RefusedTarget<T>[] = [];
  const targets = groupBy(options.targets, keyOf);
  const templates = groupBy(options.templates, keyOf);
  for (const key of new Set([...targets.keys(), ...templates.keys()])) {
    const [host] = key.split('/');
    const ofKey = targets.get(key) ?? [];
    const given = await options
      .credentialsOf(key)
      .catch((error: unknown) => explainRefusal(provider, error));
    if (given instanceof Error) {
      // Without them, what is private would look as if it were gone.
      options.logger.warn(`${provider} credentials could not be read`, {
        host,
        error: String(given),
      });
      refused.push(...ofKey.map(target => ({ target, error: given })));
      continue;
    }
    const groupKey = `${host} ${given.token ?? ''}`;
    const group = groups.get(groupKey) ?? {
      client: options.createClient(key, given),
      targets: [],
      templates: [],
    };
    group.targets.push(...ofKey);
    group.templates.push(...(templates.get(key) ?? []));
    groups.set(groupKey, group);
  }
  return { groups: [...groups.values()], refused };
}

/** Whoever issues credentials may be down, which is an outage, or say no. */
function explainRefusal(provider: string, error: unknown): Error {
  const { status, message } = error as { status?: number; message?: string };
  const words = message ?? String(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 429
    ? new ProviderPermissionError(provider, words, true)
    : new ProviderOutageError(provider, words);
}
