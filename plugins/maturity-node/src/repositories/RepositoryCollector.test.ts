// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import {
  ProviderNotFoundError,
  ProviderOutageError,
  ProviderPermissionError,
} from '../collecting/errors';
import { failureOf } from '../collecting/failureOf';
import { readRepositoryOptions } from '../collecting/readRepositoryOptions';
import { DeploymentRule, readDeploymentRule } from '../collecting/recognition';
import { statusOf } from '../collecting/targets';
import { CollectedItem, CollectorMatch } from '../DeliveryCollector';
import { collectAll, component, MemorySink } from '../testUtils';
import { HostClient } from './CollectRun';
import { PollResult, RepositoryCollector } from './RepositoryCollector';
import { RepositoryTarget } from './RepositoryTarget';

type Rule = DeploymentRule<'deployments' | 'tags'>;
type Target = RepositoryTarget<Rule>;

const AT = 'maturity.collectors.example';

/** Reads nothing but what a test lets happen. */
class Example extends RepositoryCollector<Rule, HostClient, Target> {
  readonly id = 'example';
  readonly title = 'Example';
  readonly polled: string[][] = [];
  readonly readTogether: string[][] = [];
  onPoll = (_targets: string[]): void => {};
  onRead = (_path: string): void => {};
  onCredentials = (_key: string): void => {};
  unchanged: string[] = [];

  protected readonly optionsAt = AT;
  protected readonly options;
  protected readonly defaultRule: Rule = {
    recognize: 'deployments',
    environments: [],
    environment: 'production',
    tags: [],
  };
  protected readonly recognizers = {
    deployments: { describe: () => 'deployments' },
    tags: { describe: ({ tags }: Rule) => `tags ${tags}` },
  };
  protected readonly pace = { polledTogether: 3, readTogether: 2, atATime: 1 };

  constructor(config = {}) {
    super();
    const root = new ConfigReader({
      maturity: { collectors: { example: config } },
    });
    this.options = readRepositoryOptions(root, AT, (rule, at) =>
      readDeploymentRule(rule, ['deployments', 'tags'] as const, at),
    );
  }

  protected repositoryOf({ metadata }: Entity): CollectorMatch {
    return { status: 'match', target: `example.com/acme/${metadata.name}` };
  }
  protected isConfigured() {
    return true;
  }
  protected async credentialsOf(key: string) {
    this.onCredentials(key);
    return { token: 'secret' };
  }
  protected createClient() {
    return {
      failuresInARow: 0,
      budgets: () => [
        { host: 'example.com', remaining: 1, limit: 2, share: 0.5 },
      ],
    };
  }
  protected failureOf(target: Target, error: unknown) {
    return failureOf(target, error, {
      notFound: 'Correct it.',
      refused: 'Renew it.',
      forbidden: 'Grant it.',
    });
  }
  protected async poll(
    _run: unknown,
    targets: Target[],
  ): Promise<PollResult<Target>> {
    const paths = targets.map(({ path }) => path);
    this.polled.push(paths);
    this.onPoll(paths);
    const isChanged = ({ path }: Target) => !this.unchanged.includes(path);
    return {
      items: targets
        .filter(one => !isChanged(one))
        .flatMap(one => statusOf(one, { state: 'ok' })),
      changed: targets.filter(isChanged),
    };
  }
  protected isFirstRead() {
    return true;
  }
  protected async *read(
    _run: unknown,
    targets: Target[],
  ): AsyncIterable<CollectedItem> {
    this.readTogether.push(targets.map(({ path }) => path));
    for (const target of targets) {
      this.onRead(target.path);
      yield* statusOf(target, { state: 'ok' });
    }
  }
  protected async *readTemplates(): AsyncIterable<CollectedItem> {}
}

const entities = ['a', 'b', 'c', 'd', 'e'].map(name => component(name));

function statesOf(sink: MemorySink) {
  return [...sink.statuses.values()]
    .map(({ entityRef, state }) => `${entityRef.slice(-1)} ${state}`)
    .sort();
}

describe('RepositoryCollector', () => {
  it('polls some at a time and reads what changed, fewer together', async () => {
    const collector = new Example();
    collector.unchanged = ['acme/b'];
    const backfills: CollectedItem[] = [];
    const sink = await collectAll({
      collector,
      entities,
      onItem: item => item.kind === 'backfill' && backfills.push(item),
    });
    expect(collector.polled).toEqual([
      ['acme/a', 'acme/b', 'acme/c'],
      ['acme/d', 'acme/e'],
    ]);
    expect(collector.readTogether).toEqual([
      ['acme/a', 'acme/c'],
      ['acme/d', 'acme/e'],
    ]);
    expect(statesOf(sink)).toEqual(['a ok', 'b ok', 'c ok', 'd ok', 'e ok']);
    expect(backfills).toMatchObject([
      { done: 3, total: 5 },
      { done: 5, total: 5 },
    ]);
    expect(sink.budgets).toHaveLength(1);
  });

  it.each<[string, Error, string[]]>([
    [
      'ends where the host is down, and takes nothing back',
      new ProviderOutageError('Example', 'Down'),
      ['a ok', 'b ok', 'c stale', 'd stale', 'e stale'],
    ],
    [
      'goes on with the next ones after any other failure',
      new Error('A bug'),
      ['a ok', 'b ok', 'c error', 'd ok', 'e ok'],
    ],
    [
      'tells an absence for what it is',
      new ProviderNotFoundError('Example', 'Gone'),
      ['a ok', 'b ok', 'c not-found', 'd ok', 'e ok'],
    ],
  ])('%s', async (_name, error, expected) => {
    const collector = new Example();
    collector.onRead = path => {
      if (path === 'acme/c') throw error;
    };
    expect(statesOf(await collectAll({ collector, entities }))).toEqual(
      expected,
    );
  });

  it('says of all that were polled together that the poll failed', async () => {
    const collector = new Example();
    collector.onPoll = paths => {
      if (paths.includes('acme/d')) throw new Error('A bug');
    };
    expect(statesOf(await collectAll({ collector, entities }))).toEqual([
      'a ok',
      'b ok',
      'c ok',
      'd error',
      'e error',
    ]);
  });

  it('reads nothing without credentials, which are asked for by owner', async () => {
    const collector = new Example();
    const asked: string[] = [];
    collector.onCredentials = key => {
      asked.push(key);
      throw Object.assign(new Error('Revoked'), { status: 401 });
    };
    const sink = await collectAll({ collector, entities });
    expect(asked).toEqual(['example.com/acme']);
    expect(collector.polled).toEqual([]);
    expect(new Set(statesOf(sink).map(one => one.slice(2)))).toEqual(
      new Set(['no-permission']),
    );
  });

  it('throws what ends the run', async () => {
    const run = new AbortController();
    const collector = new Example();
    collector.onRead = () => {
      run.abort(new Error('The portal goes down'));
      run.signal.throwIfAborted();
    };
    await expect(
      collectAll({ collector, entities, signal: run.signal }),
    ).rejects.toThrow('The portal goes down');
  });

  it('says what counts as a deployment, by the first rule that speaks of an entity', () => {
    const collector = new Example({
      deployments: [{ recognize: 'tags', repository: 'acme/a', tags: ['v*'] }],
    });
    expect(collector.match(component('a'))).toMatchObject({
      recognizes: 'tags v*',
    });
    expect(collector.match(component('b'))).toMatchObject({
      recognizes: 'deployments',
    });
  });

  it('gives a refusal its advice', async () => {
    const collector = new Example();
    collector.onRead = () => {
      throw new ProviderPermissionError('Example', 'No');
    };
    const sink = await collectAll({ collector, entities });
    expect(sink.statuses.get('component:default/a')).toMatchObject({
      state: 'no-permission',
      message: 'Example says “No”. Grant it.',
    });
  });
});
