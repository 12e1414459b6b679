// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { RecordType } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  chunk,
  concurrently,
  CollectContext,
  CollectedItem,
  CollectorEntity,
  CollectorMatch,
  DeliveryCollector,
  groupBy,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { Patience } from './client/createOctokit';
import { GithubClient } from './client/GithubClient';
import { RateBudgets } from './client/RateBudgets';
import { GithubOptions } from './config';
import { digestEvent, EVENT_TOPICS } from './digest';
import { probeTargets } from './probe';
import { readGroup } from './readGroup';
import { failureOf, Session, stopsEverything } from './Session';
import { matchEntity, Target, toTargets } from './targets';
import { readTemplates } from './templates';

/** Repositories of one probe: 2 points of the rate limit, 1/100 of a request each. */
const PROBED_TOGETHER = 100;
/** Repositories whose details are read in one query; GitHub gives a query ten seconds. */
const READ_TOGETHER = 10;

/** Most of the time is spent waiting for answers; GitHub allows 100 requests at a time. */
const GROUPS_AT_A_TIME = 5;

/** @internal */
export interface GithubCollectorOptions {
  options: GithubOptions;
  integrations: ScmIntegrations;
  credentials: GithubCredentialsProvider;
  patience?: Patience;
}

/** Reads deployments, waits, changes, gates, pipelines, golden paths and provisioning from GitHub. @internal */
export class GithubCollector implements DeliveryCollector {
  readonly id = 'github';
  readonly title = 'GitHub';
  readonly provides: RecordType[] = ['deployment', 'pipeline', 'provisioning'];
  readonly events = {
    topics: EVENT_TOPICS,
    digest: (
      ...[event, entitiesOf, context]: Parameters<
        NonNullable<DeliveryCollector['events']>['digest']
      >
    ) => digestEvent(event, entitiesOf, context, this.#options.options),
  };

  readonly #options: GithubCollectorOptions;
  // Kept over runs: what a host said of its limit holds until it is reset.
  readonly #budgets = new Map<string, RateBudgets>();

  constructor(options: GithubCollectorOptions) {
    this.#options = options;
  }

  match(entity: Entity): CollectorMatch {
    return matchEntity(entity, this.#options.integrations);
  }

  async *collect(
    entities: CollectorEntity[],
    since: Date,
    context: CollectContext,
  ): AsyncIterable<CollectedItem> {
    const templates = await context.listTemplates();
    const targets = toTargets(entities, this.#options.options.rules);
    const base = {
      options: this.#options.options,
      context,
      templates,
      since: since.toISOString(),
    };
    const hosts = new Set<string>();
    for (const scope of await this.#toScopes(targets, context)) {
      const session: Session = { ...base, client: scope.client };
      if (!hosts.has(scope.client.host)) {
        hosts.add(scope.client.host);
        yield* readTemplates(session);
      }
      yield* readTargets(session, scope.targets);
      for (const budget of scope.client.budgets()) {
        yield { kind: 'budget', budget };
      }
    }
  }

  /** Targets that are read with the same credentials: an app's differ from owner to owner. */
  async #toScopes(targets: Target[], context: CollectContext) {
    const { integrations, credentials, patience } = this.#options;
    const scopes = new Map<
      string,
      { client: GithubClient; targets: Target[] }
    >();
    const owners = groupBy(targets, ({ host, owner }) => `${host}/${owner}`);
    for (const [key, group] of owners) {
      const { host } = group[0];
      const integration = integrations.github.byHost(host)?.config;
      const { headers, token } = await credentials
        .getCredentials({ url: `https://${key}` })
        .catch(error => {
          context.logger.warn('GitHub credentials could not be read', {
            host,
            error: String(error),
          });
          return { headers: undefined, token: undefined };
        });
      const scopeKey = `${host} ${token ?? ''}`;
      const scope = scopes.get(scopeKey);
      if (scope) {
        scope.targets.push(...group);
        continue;
      }
      scopes.set(scopeKey, {
        targets: [...group],
        client: new GithubClient({
          host,
          apiBaseUrl: integration?.apiBaseUrl ?? 'https://api.github.com',
          headers: headers ?? {},
          logger: context.logger,
          signal: context.signal,
          now: context.now,
          budgets: this.#budgetsOf(host, key),
          patience,
        }),
      });
    }
    return scopes.values();
  }

  #budgetsOf(host: string, key: string): RateBudgets {
    let budgets = this.#budgets.get(key);
    if (!budgets) {
      budgets = new RateBudgets(host, this.#options.options.budgetShare);
      this.#budgets.set(key, budgets);
    }
    return budgets;
  }
}

async function* readTargets(
  session: Session,
  targets: Target[],
): AsyncIterable<CollectedItem> {
  let done = 0;
  let isFirstRead = false;
  for (const batch of chunk(targets, PROBED_TOGETHER)) {
    try {
      const { items, changed } = await probeTargets(session, batch);
      isFirstRead ||= changed.some(({ state }) => !state.top);
      yield* items;
      yield* concurrently(
        chunk(changed, READ_TOGETHER).map(
          group => () => readGroup(session, group),
        ),
        GROUPS_AT_A_TIME,
      );
    } catch (error) {
      if (session.context.signal.aborted) {
        throw error;
      }
      if (stopsEverything(error)) {
        // The others would wait for the same answer; what is known of them stays, and the next run goes on.
        for (const target of targets.slice(done)) {
          yield* failureOf(target, error);
        }
        return;
      }
      for (const target of batch) {
        yield* failureOf(target, error);
      }
    }
    done += batch.length;
    if (isFirstRead) {
      yield { kind: 'backfill', done, total: targets.length };
    }
  }
}
