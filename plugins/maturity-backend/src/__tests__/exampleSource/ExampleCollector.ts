// SPDX-License-Identifier: Apache-2.0
import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { Deployment } from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  ClientOptions,
  CollectRun,
  deploymentItems,
  DeploymentRule,
  explainShape,
  failureOf,
  HostHttp,
  HostHttpOptions,
  matchesAny,
  matchRepository,
  plainRule,
  readDeploymentRule,
  readRepositoryOptions,
  readWellItems,
  recognizedItemOf,
  Recognizers,
  RepositoryCollector,
  RepositoryTarget,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { z } from 'zod';

const HOST = 'git.example.com';
const AT = 'maturity.collectors.example';
const OWN_KEYS = { options: ['baseUrl', 'token'] };
const readRule = (rule: Config, at: string) =>
  readDeploymentRule(rule, ['deployments'], at);

const repositorySchema = z.object({
  path: z.string(),
  isArchived: z.boolean(),
  activeAt: z.string(),
});
const deploymentsSchema = z.array(
  z.object({
    id: z.number(),
    environment: z.string(),
    revision: z.string(),
    requestedAt: z.string(),
    finishedAt: z.string().optional(),
    outcome: z.enum(['pending', 'succeeded', 'failed']),
  }),
);

type Rule = DeploymentRule<'deployments'>;
type Target = RepositoryTarget<Rule>;
type Repository = z.output<typeof repositorySchema>;
type Run = CollectRun<ExampleClient, Rule>;
type Changed = { target: Target; repository: Repository; before?: string };
type Read = (run: Run, target: Target) => Promise<Deployment[]>;

/** Retries, waits, the rate share and the meaning of failures come with `HostHttp`. */
class ExampleClient extends HostHttp {
  constructor(
    private readonly baseUrl: string,
    options: Omit<HostHttpOptions, 'provider'>,
  ) {
    super({ ...options, provider: 'Example' });
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.send({ url: `${this.baseUrl}/${path}` });
    return schema.parse(answer.status === 'ok' ? answer.body : undefined);
  }
}

/** The ways to tell a deployment; `recognize` of a rule names one. */
const recognizers: Recognizers<Rule, Repository, Read> = {
  deployments: {
    idPrefix: 'deployment/',
    describe: () => 'deployments of the Example host',
    fingerprint: ({ activeAt }) => [activeAt],
    matches: ({ environment }, { environments }) =>
      environments.length === 0 || matchesAny(environment, environments),
    async read({ client, since }, { host, path, rule }) {
      const url = `${path}/deployments?since=${since}`;
      const found = await client.get(url, deploymentsSchema);
      return found
        .map(({ id, ...rest }) => ({
          ...rest,
          source: host,
          id: `deployment/${path}/${id}`,
          observedAt: rest.finishedAt ?? rest.requestedAt,
          repository: `${host}/${path}`,
        }))
        .filter(one => recognizers.deployments.matches(one, rule));
    },
  },
};

export class ExampleCollector extends RepositoryCollector<
  Rule,
  ExampleClient,
  Changed
> {
  readonly id = 'example';
  readonly title = 'Example';
  protected readonly optionsAt = AT;
  protected readonly recognizers = recognizers;
  protected readonly options;
  protected readonly defaultRule = plainRule('deployments');

  constructor(private readonly config: Config) {
    super();
    this.options = readRepositoryOptions(config, AT, readRule, OWN_KEYS);
  }

  protected repositoryOf(entity: Entity) {
    return matchRepository(entity, {
      annotation: `${HOST}/repository`,
      noun: 'repository',
      form: '<group>/<repository>',
      slug: /^[\w.-]+\/[\w.-]+$/,
      hosts: [HOST],
      addCredentials: () => `Add '${AT}.token' to app-config.yaml.`,
    });
  }

  protected async credentialsOf() {
    const token = this.config.getString(`${AT}.token`);
    return { token, headers: { authorization: `Bearer ${token}` } };
  }

  protected createClient({ context, ...rest }: ClientOptions) {
    const baseUrl = this.config.getString(`${AT}.baseUrl`);
    return new ExampleClient(baseUrl, { ...context, ...rest });
  }

  protected failureOf(target: Target, error: unknown) {
    return failureOf(target, explainShape(this.title, error), {
      notFound: `Correct the annotation '${HOST}/repository'.`,
      refused: `Put a new token into '${AT}.token'.`,
      forbidden: `Let the token read '${target.path}'.`,
    });
  }

  protected poll(run: Run, targets: Target[]) {
    return this.pollEach(run, targets, async target => {
      const repository = await run.client.get(target.path, repositorySchema);
      const before = await run.context.readWatermark(target.key);
      return before === fingerprintOf(target, repository)
        ? successOf(target, repository)
        : { target, repository, before };
    });
  }

  protected async *read(run: Run, changed: Changed[]) {
    for (const { target, repository, before } of changed) {
      const { read } = recognizers[target.rule.recognize];
      for (const deployment of await read(run, target)) {
        yield* deploymentItems(target, deployment);
      }
      if (before === undefined) yield recognizedItemOf(target, recognizers);
      yield* successOf(target, repository);
      const value = fingerprintOf(target, repository);
      yield { kind: 'watermark' as const, key: target.key, value };
    }
  }
}

function fingerprintOf({ rule }: Target, repository: Repository): string {
  return recognizers[rule.recognize].fingerprint(repository).join(' ');
}

function successOf(target: Target, { path, isArchived }: Repository) {
  return readWellItems(target, {
    name: path,
    isArchived,
    isMoved: path !== target.path,
    reach: ['deployments', 'failures'],
  });
}
