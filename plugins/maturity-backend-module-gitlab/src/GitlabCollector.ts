// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  GitlabCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { RecordType } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  chunk,
  CollectContext,
  CollectedItem,
  CollectorEntity,
  CollectorMatch,
  DeliveryCollector,
  Patience,
  ProviderOutageError,
  RateShares,
  stopsEverything,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './client/errors';
import { CONFIG_PREFIX, GitlabOptions } from './config';
import { recognizers } from './recognizers';
import { digestEvent, EVENT_TOPICS } from './events';
import { PROBED_TOGETHER } from './poll/lookupProjects';
import { inOrderOfLooks, pollProjects, remember } from './poll/pollProjects';
import { readProject } from './readProject';
import { prefetchJobs } from './deployments/prefetchJobs';
import { openCredentials } from './client/openCredentials';
import { failureOf, Job, Session } from './Session';
import { movedPipelines } from './poll/pollFingerprint';
import { matchEntity, ruleOf, Target, toTargets } from './targets';
import { readTemplates, TemplatePlace } from './templates/templates';

/** So many projects in a row that fail are taken for a host that is down. */
const FAILURES_OF_A_HOST = 3;
const TEMPLATES_EVERY_MS = 5 * 60_000;

/** @internal */
export interface GitlabCollectorOptions {
  options: GitlabOptions;
  integrations: ScmIntegrations;
  credentials: GitlabCredentialsProvider;
  patience?: Patience;
}

/** Reads deployments, waits, changes, gates, pipelines, golden paths and provisioning from GitLab. @internal */
export class GitlabCollector implements DeliveryCollector {
  readonly id = 'gitlab';
  readonly title = 'GitLab';
  readonly provides: RecordType[] = ['deployment', 'pipeline', 'provisioning'];
  readonly events: NonNullable<DeliveryCollector['events']> = {
    topics: EVENT_TOPICS,
    digest: async (event, entitiesOf, context) => {
      const digested = await digestEvent(
        event,
        entitiesOf,
        context,
        this.#options.options,
      );
      const { rules } = this.#options.options;
      const entities = digested.refresh.flatMap(entitiesOf);
      for (const { key } of toTargets(entities, rules)) {
        const known = this.#events.get(key);
        this.#events.set(key, known === 'all' ? known : digested.extent);
      }
      return { items: digested.items, refresh: digested.refresh };
    },
  };

  readonly #options: GitlabCollectorOptions;
  // Kept over runs: what a host said of its limit holds until it is reset.
  readonly #rates = new Map<string, RateShares>();
  readonly #templatesRead = new Map<string, number>();
  // What an event spoke of is read even where the probe shows nothing; a restart forgets it, and the next read heals.
  readonly #events = new Map<string, 'all' | 'part'>();
  readonly #looked: Session['looked'] = new Map();
  readonly #absent: Session['absent'] = new Map();

  constructor(options: GitlabCollectorOptions) {
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
    const { describe } = recognizers[rule.recognize];
    return { ...found, recognizes: describe(rule) };
  }

  async *collect(
    entities: CollectorEntity[],
    since: Date,
    context: CollectContext,
  ): AsyncIterable<CollectedItem> {
    const templates = await context.listTemplates();
    const targets = toTargets(entities, this.#options.options.rules);
    const { options, ...access } = this.#options;
    const { groups, refused } = await openCredentials({
      ...access,
      targets,
      templates,
      context,
      ratesOf: (host, token) => this.#ratesOf(host, token),
    });
    for (const { target, error } of refused) {
      yield* failureOf(target, error);
    }
    for (const scope of groups) {
      const session: Session = {
        options,
        client: scope.client,
        context,
        templates,
        since: since.toISOString(),
        events: this.#events,
        looked: this.#looked,
        absent: this.#absent,
        refused: new Set(),
      };
      yield* readTemplates(session, this.#dueOf(scope.templates, context));
      yield* readTargets(session, scope.targets);
      for (const budget of scope.client.budgets()) {
        yield { kind: 'budget', budget };
      }
    }
  }

  /** Events come in bursts, and golden paths are released now and then. */
  #dueOf(places: TemplatePlace[], { now }: CollectContext): TemplatePlace[] {
    const at = now().getTime();
    return places.filter(({ template: { id } }) => {
      const before = this.#templatesRead.get(id);
      const isDue = before === undefined || at - before >= TEMPLATES_EVERY_MS;
      if (isDue) {
        this.#templatesRead.set(id, at);
      }
      return isDue;
    });
  }

  #ratesOf(host: string, token: string): RateShares {
    const key = `${host} ${token}`;
    let rates = this.#rates.get(key);
    if (!rates) {
      const share = this.#options.options.budgetShare;
      rates = new RateShares({
        provider: PROVIDER,
        host,
        share,
        at: CONFIG_PREFIX,
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
  const waiting = new Set(targets);
  const ordered = await inOrderOfLooks(session, targets);
  for (const together of chunk(ordered, PROBED_TOGETHER)) {
    const batch = await remember(session, together);
    try {
      const { items, changed } = await pollProjects(session, batch);
      yield* items;
      for (const { target } of batch) {
        if (!changed.some(job => job.target === target)) {
          waiting.delete(target);
        }
      }
      await prefetchJobs(
        session,
        changed
          .filter(({ state }) => state.isBackfilled)
          .map(job => ({
            job,
            entry: true,
            pipelines: hasGates(job) ? numbersOf(job) : [],
          })),
      );
      let failures = 0;
      for (const job of changed) {
        try {
          yield* readProject(session, job);
          failures = 0;
        } catch (error) {
          failures += 1;
          if (failures >= FAILURES_OF_A_HOST || !mayBeOfOne(error)) {
            throw error;
          }
          yield* failureOf(job.target, error);
        }
        waiting.delete(job.target);
      }
    } catch (error) {
      if (session.context.signal.aborted) {
        throw error;
      }
      // Where the host is down the others would wait for the same answer; what is known of them stays.
      const failed = stopsEverything(error)
        ? [...waiting]
        : batch.map(({ target }) => target).filter(one => waiting.has(one));
      for (const target of failed) {
        waiting.delete(target);
        yield* failureOf(target, error);
      }
      if (stopsEverything(error)) {
        return;
      }
    }
    yield {
      kind: 'backfill',
      done: targets.length - waiting.size,
      total: targets.length,
    };
  }
}

/** A host that says when to come back speaks of itself; a failure may come from a single broken repository. */
function mayBeOfOne(error: unknown): boolean {
  return error instanceof ProviderOutageError && !error.retryAt;
}

/** Where nothing holds deployments back, their pipelines tell nothing more. */
function hasGates({ state }: Job): boolean {
  const { manualJobs, delayedJobs, approvals } = state;
  return (
    manualJobs.length + delayedJobs.length + Object.keys(approvals).length > 0
  );
}

function numbersOf(job: Job): string[] {
  return movedPipelines(job).flatMap(({ iid }) => iid ?? []);
}
