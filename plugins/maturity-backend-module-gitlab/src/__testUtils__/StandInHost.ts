// SPDX-License-Identifier: Apache-2.0
import {
  Answer,
  SeenRequest,
  StandInServer,
} from '@delivery-maturity/backstage-plugin-maturity-node/testUtils';
import { DocumentNode, execute, parse, validate } from 'graphql';
import { complexityOf, MAX_COMPLEXITY } from './complexity';
import { wrongWithAnswer, wrongWithRequest } from './documented';
import { withoutRest, withRest } from './documentedSamples';
import { createRoot } from './graphqlRoot';
import { gitlabSchema } from './graphqlSchema';
import { answerRest } from './restRoutes';
import { WorldProject } from './world';

/** What is asked of the GraphQL API. */
export interface Question {
  query: string;
  variables: Record<string, unknown>;
}

/** The GraphQL question of a request, if it is one. */
export function questionOf({ path, body }: SeenRequest): Question | undefined {
  return path === '/api/graphql' ? (body as Question) : undefined;
}

/**
 * A GitLab on the loopback interface: the REST and GraphQL calls that the collector makes over made-up projects, in
 * pages, with a rate limit and any fault on demand. It stops with an error where a call or an answer was not as GitLab
 * documents it.
 */
export class StandInHost extends StandInServer {
  readonly projects: WorldProject[];
  /** Requests per window; 0 for a host without a limit. */
  limit = 0;
  used = 0;
  resetAt = 0;
  /** Whether answers come without all that GitLab may leave out. */
  isScant = false;
  /** What GitLab does not document of what was asked or answered. */
  readonly wrong: string[] = [];
  readonly #known = new WeakSet<object>();
  readonly #documents = new Map<string, DocumentNode | string>();
  readonly #byName = new Map<string, WorldProject>();

  constructor(projects: WorldProject[]) {
    super();
    this.projects = [];
    this.add(...projects);
  }

  add(...projects: WorldProject[]) {
    this.projects.push(...projects);
    for (const one of projects) {
      for (const name of [
        String(one.id),
        one.path,
        one.movedFrom ?? one.path,
      ]) {
        this.#byName.set(name.toLowerCase(), one);
      }
    }
  }

  get url(): string {
    return `${this.origin}/api/v4`;
  }

  async stop() {
    await super.stop();
    if (this.wrong.length > 0) {
      throw new Error([...new Set(this.wrong)].join('\n'));
    }
  }

  protected async answer(seen: SeenRequest): Promise<Answer> {
    this.used += 1;
    let answer = withLink(seen, await this.#answer(seen));
    if (!questionOf(seen)) {
      this.wrong.push(...wrongWithRequest(seen));
      if (answer.status === 200) {
        answer = { ...answer, body: this.#whole(seen, answer.body) };
      }
    }
    return this.limit === 0
      ? answer
      : {
          ...answer,
          headers: {
            ...answer.headers,
            'ratelimit-limit': String(this.limit),
            'ratelimit-remaining': String(Math.max(this.limit - this.used, 0)),
            'ratelimit-reset': String(this.resetAt),
          },
        };
  }

  /** An answer as GitLab gives it. What was looked at before is not looked at again. */
  #whole(seen: SeenRequest, body: unknown): unknown {
    const items = [body].flat() as object[];
    const whole = withRest(seen, body);
    const fresh = Array.isArray(whole)
      ? whole.filter((_item, index) => !this.#known.has(items[index]))
      : whole;
    this.wrong.push(...wrongWithAnswer(seen, fresh));
    items.forEach(item => this.#known.add(item));
    return this.isScant ? withoutRest(seen, whole) : whole;
  }

  async #answer(seen: SeenRequest): Promise<Answer> {
    const question = questionOf(seen);
    if (question) {
      return { status: 200, body: await this.#execute(question) };
    }
    const match = /^\/api\/v4\/projects\/([^/]+)(\/.*)?$/.exec(seen.path);
    const id = decodeURIComponent(match?.[1] ?? '').toLowerCase();
    const found = this.#byName.get(id);
    return found
      ? answerRest(found, decodeURIComponent(match?.[2] ?? ''), seen.query)
      : { status: 404, body: { message: '404 Project Not Found' } };
  }

  async #execute({ query, variables }: Question) {
    let document = this.#documents.get(query);
    if (document === undefined) {
      const parsed = parse(query);
      const errors = validate(gitlabSchema, parsed);
      document = errors.length > 0 ? errors.join('\n') : parsed;
      this.#documents.set(query, document);
    }
    if (typeof document === 'string') {
      return { errors: [{ message: document }] };
    }
    const complexity = complexityOf(document, variables);
    if (complexity > MAX_COMPLEXITY) {
      this.wrong.push(
        `Query has complexity of ${complexity}, which exceeds max complexity of ${MAX_COMPLEXITY}: ${query}`,
      );
    }
    return execute({
      schema: gitlabSchema,
      document,
      variableValues: variables,
      rootValue: createRoot(this.projects),
    });
  }
}

/** GitLab links to the next page with all parameters, also those that are in the path. */
function withLink(seen: SeenRequest, answer: Answer): Answer {
  const page = answer.headers?.['x-next-page'];
  if (!page) {
    return answer;
  }
  const query = new URLSearchParams(seen.query);
  query.set('page', page);
  query.set('id', seen.path.split('/')[4]);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      link: `<https://gitlab.com${seen.path}?${query}>; rel="next", <https://gitlab.com${seen.path}?page=1>; rel="first"`,
    },
  };
}
