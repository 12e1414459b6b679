// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import {
  GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  ClientOptions,
  CollectedItem,
  CollectorMatch,
  DeliveryCollector,
  Patience,
  PollResult,
  RepositoryCollector,
  RepositoryTarget,
  TemplatePlace,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { PROVIDER } from './client/errors';
import { GithubClient } from './client/GithubClient';
import {
  CONFIG_PREFIX,
  DEFAULT_RULE,
  GithubOptions,
  RecognitionRule,
} from './config';
import { digestEvent, EVENT_TOPICS } from './events';
import { pollRepositories } from './poll/pollRepositories';
import { readRepositories } from './readRepositories';
import { recognizers } from './recognizers';
import { GithubRun, RepositoryRead } from './RepositoryRead';
import { failureOf } from './statusItems';
import { matchEntity, toTarget } from './targets';
import { readTemplates } from './templates/templates';

const PUBLIC_API = 'https://api.github.com';

/** @internal */
export interface GithubCollectorOptions {
  options: GithubOptions;
  integrations: ScmIntegrations;
  credentials: GithubCredentialsProvider;
  patience?: Patience;
}

/** Reads deployments, waits, changes, gates, pipelines, golden paths and provisioning from GitHub. @internal */
export class GithubCollector extends RepositoryCollector<
  RecognitionRule,
  GithubClient,
  RepositoryRead
> {
  readonly id = 'github';
  readonly title = PROVIDER;
  readonly events: NonNullable<DeliveryCollector['events']> = {
    topics: EVENT_TOPICS,
    digest: (event, entitiesOf, context) =>
      digestEvent(event, entitiesOf, context, this.options),
  };

  protected readonly options: GithubOptions;
  protected readonly optionsAt = CONFIG_PREFIX;
  protected readonly defaultRule = DEFAULT_RULE;
  protected readonly recognizers = recognizers;
  protected readonly hasSeveralLimits = true;
  protected readonly pace = {
    // 2 points of the rate limit, 1/100 of a request each.
    polledTogether: 100,
    // GitHub gives a query ten seconds.
    readTogether: 10,
    // GitHub allows 100 requests at a time.
    atATime: 5,
  };

  readonly #access: Omit<GithubCollectorOptions, 'options'>;

  constructor({ options, ...access }: GithubCollectorOptions) {
    super();
    this.options = options;
    this.#access = access;
  }

  protected repositoryOf(entity: Entity): CollectorMatch {
    return matchEntity(entity, this.#access.integrations);
  }

  protected isConfigured(host: string): boolean {
    return this.#access.integrations.github.byHost(host) !== undefined;
  }

  protected credentialsOf(key: string) {
    return this.#access.credentials.getCredentials({ url: `https://${key}` });
  }

  protected createClient(options: ClientOptions): GithubClient {
    const { host, headers, rates, context } = options;
    const { integrations, patience } = this.#access;
    return new GithubClient({
      host,
      apiBaseUrl:
        integrations.github.byHost(host)?.config.apiBaseUrl ?? PUBLIC_API,
      headers,
      logger: context.logger,
      signal: context.signal,
      now: context.now,
      rates,
      patience,
    });
  }

  protected failureOf(
    target: RepositoryTarget<RecognitionRule>,
    error: unknown,
  ): CollectedItem[] {
    return failureOf(target, error);
  }

  protected poll(
    run: GithubRun,
    targets: RepositoryTarget<RecognitionRule>[],
  ): Promise<PollResult<RepositoryRead>> {
    return pollRepositories(run, targets.map(toTarget));
  }

  protected isFirstRead({ state }: RepositoryRead): boolean {
    return !state.top;
  }

  protected read(
    run: GithubRun,
    repositories: RepositoryRead[],
  ): AsyncIterable<CollectedItem> {
    return readRepositories(run, repositories);
  }

  protected readTemplates(
    run: GithubRun,
    places: TemplatePlace[],
  ): AsyncIterable<CollectedItem> {
    return readTemplates(run, places);
  }
}
