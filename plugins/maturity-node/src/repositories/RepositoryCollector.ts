// SPDX-License-Identifier: Apache-2.0
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { RecordType } from '@delivery-maturity/backstage-plugin-maturity-common';
import { concurrently } from '../collecting/concurrently';
import { stopsEverything } from '../collecting/errors';
import { chunk } from '../collecting/groupBy';
import {
  HostCredentials,
  openCredentialGroups,
} from '../collecting/openCredentialGroups';
import { RepositoryOptions } from '../collecting/readRepositoryOptions';
import { DeploymentRule } from '../collecting/recognition';
import {
  CollectContext,
  CollectedItem,
  CollectorEntity,
  CollectorMatch,
  DeliveryCollector,
} from '../DeliveryCollector';
import { RateShares } from '../http/RateShares';
import { CollectRun, HostClient, isHostDown } from './CollectRun';
import {
  RepositoryPlace,
  RepositoryTarget,
  repositoryTargets,
  ruleOf,
} from './RepositoryTarget';
import { TemplatePlace, templatePlaces } from './templatePlaces';

/** What a poll of some repositories brought. @public */
export interface PollResult<S> {
  /** Said at once, of those that did not change or cannot be read. */
  items: CollectedItem[];
  /** Those to read. */
  changed: S[];
}

/** How many repositories are asked about together. @public */
export interface CollectPace {
  /** Polled in one request, or a few. */
  polledTogether: number;
  /** Read by one call of `read`; none larger than what is polled together. */
  readTogether: number;
  /** Such calls at a time. Most of the time is spent waiting for answers. */
  atATime: number;
}

/** What the client of a host is made from. @public */
export interface ClientOptions {
  host: string;
  /** Of the credentials, to be sent with each request. */
  headers: Record<string, string>;
  /** Kept over runs: what a host said of its limit holds until it is reset. */
  rates: RateShares;
  context: CollectContext;
}

/**
 * Reads the repositories of one kind of host. What hosts have in common is here: which entities are read together and
 * with which credentials, in which order, and what a failure means for whom. A module says what its host is: how
 * entities name repositories, a client, what a poll shows, and how the facts are read.
 *
 * @remarks
 * A host that is down makes its entities *stale*, never bad, and ends the run over it; a failure at one repository
 * leaves its neighbors to be read. What fails later takes nothing back of what was said before.
 *
 * `R` are the module's rules, `C` its client, and `S` is what a poll tells of a repository that changed.
 *
 * @public
 */
export abstract class RepositoryCollector<
  R extends DeploymentRule<string>,
  C extends HostClient,
  S,
> implements DeliveryCollector
{
  /** Also the provider of its golden paths. */
  abstract readonly id: string;
  /** As it stands in a sentence, for example `GitHub`. */
  abstract readonly title: string;
  readonly provides: RecordType[] = ['deployment', 'pipeline', 'provisioning'];
  readonly events?: DeliveryCollector['events'];

  protected abstract readonly options: RepositoryOptions<R>;
  /** Where the options are, as `maturity.collectors.github`. */
  protected abstract readonly optionsAt: string;
  /** The rule in force where none is configured. */
  protected abstract readonly defaultRule: R;
  protected abstract readonly recognizers: Record<
    R['recognize'],
    { describe(rule: R): string }
  >;
  protected readonly pace: CollectPace = {
    polledTogether: 50,
    readTogether: 1,
    atATime: 5,
  };
  /** True where the host counts several kinds of requests apart. */
  protected readonly hasSeveralLimits: boolean = false;

  readonly #rates = new Map<string, RateShares>();

  /** Which repository an entity names; `matchRepository` does most of it. */
  protected abstract repositoryOf(entity: Entity): CollectorMatch;
  /** Asks for credentials, by a key of `credentialKey`. */
  protected abstract credentialsOf(key: string): Promise<HostCredentials>;
  protected abstract createClient(options: ClientOptions): C;
  /** What a failure means for the entities of a repository, and what to do about it. */
  protected abstract failureOf(
    target: RepositoryTarget<R>,
    error: unknown,
  ): CollectedItem[];
  /** Finds out, cheaply and of many at once, which repositories changed. */
  protected abstract poll(
    run: CollectRun<C, R>,
    targets: RepositoryTarget<R>[],
  ): Promise<PollResult<S>>;
  /** Reads repositories that changed, and ends each with a status and a watermark. */
  protected abstract read(
    run: CollectRun<C, R>,
    repositories: S[],
  ): AsyncIterable<CollectedItem>;

  /** Whether nothing was read of a repository before, so that progress is worth telling. */
  protected isFirstRead(_repository: S): boolean {
    return false;
  }

  /** Whether golden paths at a host can be read, which needs credentials. */
  protected isConfigured(_host: string): boolean {
    return true;
  }

  /** Reads the versions of golden paths. */
  protected async *readTemplates(
    _run: CollectRun<C, R>,
    _places: TemplatePlace[],
  ): AsyncIterable<CollectedItem> {
    // Not every host has some.
  }

  /** Whose credentials a place needs, beginning with its host: those of an app differ from owner to owner. */
  protected credentialKey({ host, path }: RepositoryPlace): string {
    return `${host}/${path.split('/')[0]}`.toLowerCase();
  }

  /** The order in which targets are polled. */
  protected async inOrder(
    _run: CollectRun<C, R>,
    targets: RepositoryTarget<R>[],
  ): Promise<RepositoryTarget<R>[]> {
    return targets;
  }

  match(entity: Entity): CollectorMatch {
    const found = this.repositoryOf(entity);
    if (found.status !== 'match') {
      return found;
    }
    const entityRef = stringifyEntityRef(entity);
    const { rules } = this.options;
    const rule = ruleOf({ ...found, entityRef }, rules, this.defaultRule);
    const recognize: R['recognize'] = rule.recognize;
    return { ...found, recognizes: this.recognizers[recognize].describe(rule) };
  }

  async *collect(
    entities: CollectorEntity[],
    since: Date,
    context: CollectContext,
  ): AsyncIterable<CollectedItem> {
    const templates = await context.listTemplates();
    const { groups, refused } = await openCredentialGroups({
      provider: this.title,
      logger: context.logger,
      targets: this.targetsOf(entities),
      templates: templatePlaces(templates, this.id).filter(({ host }) =>
        this.isConfigured(host),
      ),
      keyOf: place => this.credentialKey(place),
      credentialsOf: key => this.credentialsOf(key),
      createClient: (key, credentials) => {
        const [host] = key.split('/');
        const rates = this.#ratesOf(host, key);
        const { headers = {} } = credentials;
        return this.createClient({ host, headers, rates, context });
      },
    });
    for (const { target, error } of refused) {
      yield* this.failureOf(target, error);
    }
    for (const { client, ...group } of groups) {
      const run: CollectRun<C, R> = {
        client,
        options: this.options,
        context,
        templates,
        since: since.toISOString(),
      };
      yield* this.readTemplates(run, group.templates);
      yield* this.#readTargets(run, await this.inOrder(run, group.targets));
      for (const budget of client.budgets()) {
        yield { kind: 'budget', budget };
      }
    }
  }

  /** The repositories of some entities, each under one rule. */
  protected targetsOf(entities: CollectorEntity[]): RepositoryTarget<R>[] {
    return repositoryTargets(entities, this.options.rules, this.defaultRule);
  }

  /** Polls repositories one by one; one that fails leaves the others alone. */
  protected async pollEach(
    run: CollectRun<C, R>,
    targets: RepositoryTarget<R>[],
    pollOne: (target: RepositoryTarget<R>) => Promise<S | CollectedItem[]>,
  ): Promise<PollResult<S>> {
    const items: CollectedItem[] = [];
    const changed: S[] = [];
    for (const target of targets) {
      try {
        const found = await pollOne(target);
        if (Array.isArray(found)) {
          items.push(...found);
        } else {
          changed.push(found);
        }
      } catch (error) {
        if (run.context.signal.aborted || isHostDown(run, error)) {
          throw error;
        }
        items.push(...this.failureOf(target, error));
      }
    }
    return { items, changed };
  }

  async *#readTargets(
    run: CollectRun<C, R>,
    targets: RepositoryTarget<R>[],
  ): AsyncIterable<CollectedItem> {
    let done = 0;
    let isBackfill = false;
    for (const batch of chunk(targets, this.pace.polledTogether)) {
      const told = new Set<string>();
      try {
        const { items, changed } = await this.poll(run, batch);
        isBackfill ||= changed.some(one => this.isFirstRead(one));
        for await (const item of both(items, this.#readAll(run, changed))) {
          if (item.kind === 'status') {
            told.add(item.entityRef);
          }
          yield item;
        }
      } catch (error) {
        if (run.context.signal.aborted) {
          throw error;
        }
        // Of a host that is down the others would wait for the same answer; what is known of them stays.
        const isEnd = stopsEverything(error);
        for (const target of isEnd ? targets.slice(done) : batch) {
          yield* unlessTold(told, this.failureOf(target, error));
        }
        if (isEnd) {
          return;
        }
      }
      done += batch.length;
      if (isBackfill) {
        yield { kind: 'backfill', done, total: targets.length };
      }
    }
  }

  #readAll(run: CollectRun<C, R>, changed: S[]): AsyncIterable<CollectedItem> {
    const { readTogether, atATime } = this.pace;
    return concurrently(
      chunk(changed, readTogether).map(group => () => this.read(run, group)),
      atATime,
    );
  }

  #ratesOf(host: string, key: string): RateShares {
    let rates = this.#rates.get(key);
    if (!rates) {
      rates = new RateShares({
        provider: this.title,
        host,
        share: this.options.budgetShare,
        at: this.optionsAt,
        areSeveral: this.hasSeveralLimits,
      });
      this.#rates.set(key, rates);
    }
    return rates;
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
