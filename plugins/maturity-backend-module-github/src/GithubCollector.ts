// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
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
  Patience,
  RateShares,
  stopsEverything,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './client/errors';
import { CONFIG_PREFIX, GithubOptions } from './config';
import { describeRule } from './recognizers/describeRule';
import { digestEvent, EVENT_TOPICS } from './events';
import { probeTargets } from './poll/probe';
import { readGroup } from './readRepositories';
import { openScopes } from './scopes';
import { failureOf, Session } from './Session';
import { matchEntity, ruleOf, Target, toTargets } from './targets';
import { readTemplates } from './templates/templates';

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
  readonly #rates = new Map<string, RateShares>();

  constructor(options: GithubCollectorOptions) {
    this.#options = options;
  }

  match(entity: Entity): CollectorMatch {
    const { integrations, options } = this.#options;
    const found = matchEntity(entity, integrations);
    if (found.status !== 'match') {
      return found;
    }
    const entityRef = stringifyEntityRef(entity);
    const rule = ruleOf({ ...found, entityRef }, options.rules);
    return { ...found, recognizes: describeRule(rule) };
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
    const { options: _options, ...access } = this.#options;
    const { scopes, refused } = await openScopes({
      ...access,
      targets,
      templates,
      context,
      ratesOf: (host, key) => this.#ratesOf(host, key),
    });
    for (const { target, error } of refused) {
      yield* failureOf(target, error);
    }
    for (const scope of scopes) {
      const session: Session = {
        ...base,
        client: scope.client,
      };
      yield* readTemplates(session, scope.templates);
      yield* readTargets(session, scope.targets);
      for (const budget of scope.client.budgets()) {
        yield { kind: 'budget', budget };
      }
    }
  }

  #ratesOf(host: string, key: string): RateShares {
    let rates = this.#rates.get(key);
    if (!rates) {
      rates = new RateShares({
        provider: PROVIDER,
        host,
        share: this.#options.options.budgetShare,
        at: CONFIG_PREFIX,
        areSeveral: true,
      });
      this.#rates.set(key, rates);
    }
    return rates;
  }
}

async function* readTargets(
  session: Session,
  targets: Target[],
): AsyncIterable<CollectedItem> {
  let done = 0;
  let isFirstRead = false;
  for (const batch of chunk(targets, PROBED_TOGETHER)) {
    const told = new Set<string>();
    try {
      const { items, changed } = await probeTargets(session, batch);
      isFirstRead ||= changed.some(({ state }) => !state.top);
      const groups = chunk(changed, READ_TOGETHER).map(
        group => () => readGroup(session, group),
      );
      for await (const item of both(
        items,
        concurrently(groups, GROUPS_AT_A_TIME),
      )) {
        if (item.kind === 'status') {
          told.add(item.entityRef);
        }
        yield item;
      }
    } catch (error) {
      if (session.context.signal.aborted) {
        throw error;
      }
      if (stopsEverything(error)) {
        // The others would wait for the same answer; what is known of them stays, and the next run goes on.
        for (const target of targets.slice(done)) {
          yield* unlessTold(told, failureOf(target, error));
        }
        return;
      }
      for (const target of batch) {
        yield* unlessTold(told, failureOf(target, error));
      }
    }
    done += batch.length;
    if (isFirstRead) {
      yield { kind: 'backfill', done, total: targets.length };
    }
  }
}

async function* both<T>(
  first: Iterable<T>,
  second: AsyncIterable<T>,
): AsyncIterable<T> {
  yield* first;
  yield* second;
}

/** What fails later takes nothing back of what was just read. */
function unlessTold(
  told: ReadonlySet<string>,
  items: CollectedItem[],
): CollectedItem[] {
  return items.filter(
    item => item.kind !== 'status' || !told.has(item.entityRef),
  );
}
