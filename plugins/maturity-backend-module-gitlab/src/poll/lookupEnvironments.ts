// SPDX-License-Identifier: Apache-2.0
import {
  resolveTier,
  sameEnvironment,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  chunk,
  groupBy,
  matchesAny,
} from '@delivery-maturity/backstage-plugin-maturity-node';
import { environmentsAnswerSchema, LastDeployments } from '../client/schema';
import { Job, Session, ShownEnvironment } from '../Session';

/** The newest environments of a project. Those that count are few, and often the oldest: they are asked by name. */
const PAGE = 10;
const PROJECTS_OF_A_LIST = 50;
const NAMES_OF_A_LIST = 10;
/** An environment for each customer, say: the look at these many is exact. */
const MAX_NAMES = 20;
/** What GitLab allows a question of a signed-in user. */
const MAX_COMPLEXITY = 250;
const QUESTION = 'environments';
/** Among what is refused: not even one list is answered. */
const EVERY_QUESTION = 'environments of a list';
/** Environments that may have been made before anything was known of the project. */
const USUAL_NAMES = ['production', 'staging'];

/** All that GitLab answers, each by the deployment that came to it last. It loads them of many projects at once. */
const LAST = `fragment Last on Environment {
  name
  success: lastDeployment(status: SUCCESS) { id }
  failed: lastDeployment(status: FAILED) { id }
  canceled: lastDeployment(status: CANCELED) { id }
  created: lastDeployment(status: CREATED) { id }
  running: lastDeployment(status: RUNNING) { id }
  blocked: lastDeployment(status: BLOCKED) { id }
}`;

/** Projects that are asked for the same: environments of these names, or the newest ones where there are none. */
interface List {
  jobs: Job[];
  names: string[];
}

/**
 * Looks at the last deployments of the environments of many projects, which shows also those that no pipeline made.
 * What a host does not answer, as before 15.5, is left open.
 *
 * @internal
 */
export async function lookupEnvironments(
  session: Session,
  jobs: Job[],
): Promise<void> {
  const shown = new Map<Job, ShownEnvironment[]>();
  await ask(
    session,
    chunk(jobs, PROJECTS_OF_A_LIST).map(of => ({ jobs: of, names: [] })),
    shown,
  );
  const byNames = groupBy([...shown.keys()], job =>
    JSON.stringify(namesOf(job, shown.get(job)!)),
  );
  const lists = [...byNames].flatMap(([key, of]) =>
    chunk(JSON.parse(key) as string[], NAMES_OF_A_LIST).flatMap(names =>
      chunk(of, PROJECTS_OF_A_LIST).map(some => ({ jobs: some, names })),
    ),
  );
  const unanswered = await ask(session, lists, shown);
  for (const job of unanswered) {
    shown.delete(job);
  }
  for (const [{ project }, environments] of shown) {
    project.environments = environments;
  }
}

/** Environments that count and that the newest ones do not show. */
function namesOf(
  { state: { live, tiers }, target }: Job,
  shown: ShownEnvironment[],
): string[] {
  if (shown.length < PAGE) {
    return [];
  }
  const names = [
    ...USUAL_NAMES,
    ...live.map(({ environment }) => environment),
    ...Object.keys(tiers),
  ].filter(
    name =>
      isRecognized(target.rule.environments, name) &&
      ['production', 'staging'].includes(resolveTier(name, tiers[name])) &&
      !shown.some(environment => sameEnvironment(environment.name, name)),
  );
  return [...new Set(names)].slice(0, MAX_NAMES).sort();
}

/** @internal */
export function isRecognized(patterns: string[], name: string): boolean {
  return patterns.length === 0 || matchesAny(name, patterns);
}

/** @returns the projects of which not all was answered */
async function ask(
  session: Session,
  lists: List[],
  shown: Map<Job, ShownEnvironment[]>,
): Promise<Job[]> {
  const { client, context, refused } = session;
  const unanswered: Job[] = [];
  for (const together of questions(lists, refused.has(QUESTION))) {
    if (refused.has(EVERY_QUESTION)) {
      unanswered.push(...together.flatMap(({ jobs }) => jobs));
      continue;
    }
    try {
      unanswered.push(...(await askTogether(session, together, shown)));
    } catch (error) {
      if (context.signal.aborted || speaksOfAll(error)) {
        throw error;
      }
      context.logger.debug('GitLab refuses the question of environments', {
        host: client.host,
        words: String(error),
      });
      refused.add(together.length === 1 ? EVERY_QUESTION : QUESTION);
      unanswered.push(...(await ask(session, together, shown)));
    }
  }
  return unanswered;
}

/** A failure that says when to come back meets another question too; what is too much for a host does not say it. */
function speaksOfAll(error: unknown): boolean {
  return (
    error instanceof Error && 'retryAt' in error && error.retryAt !== undefined
  );
}

/** As many lists as GitLab allows in one question. */
function questions(lists: List[], isOneByOne: boolean): List[][] {
  const result: List[][] = [];
  let complexity = 0;
  for (const list of lists) {
    complexity += complexityOf(list);
    const last = result[result.length - 1];
    if (last && complexity < MAX_COMPLEXITY && !isOneByOne) {
      last.push(list);
    } else {
      result.push([list]);
      complexity = complexityOf(list);
    }
  }
  return result;
}

/** One for each field and list, and a hundredth more for each item that a list may have. */
function complexityOf({ names }: List): number {
  return 1.5 * (3 + 16 * Math.max(names.length, 1));
}

async function askTogether(
  { client }: Session,
  lists: List[],
  shown: Map<Job, ShownEnvironment[]>,
): Promise<Job[]> {
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const declare = (name: string, type: string, value: unknown) => {
    declared.push(`$${name}: ${type}`);
    variables[name] = value;
    return `$${name}`;
  };
  const selections = lists.map(({ jobs, names }, index) => {
    // One that is read in two ways is two jobs.
    const ids = [...new Set(jobs.map(gidOf))];
    const list = declare(`n${index}`, '[ID!]', ids);
    const parts = names.map((name, number) => {
      const of = declare(`e${index}_${number}`, 'String', name);
      return `e${number}: environments(name: ${of}, first: 1) { nodes { ...Last } }`;
    });
    if (parts.length === 0) {
      parts.push(
        `e: environments(states: ["available"], first: ${PAGE}) { nodes { ...Last } }`,
      );
    }
    return `n${index}: projects(ids: ${list}, first: ${PROJECTS_OF_A_LIST}) { nodes { id ${parts.join(
      ' ',
    )} } }`;
  });
  const answer = await client.graphql(
    `query Environments(${declared.join(', ')}) {\n  ${selections.join(
      '\n  ',
    )}\n}\n${LAST}`,
    variables,
    environmentsAnswerSchema,
  );
  const unanswered: Job[] = [];
  for (const [index, { jobs }] of lists.entries()) {
    const nodes = answer[`n${index}`]?.nodes ?? [];
    for (const job of jobs) {
      const gid = gidOf(job);
      const { id: _, ...parts } = nodes.find(node => node?.id === gid) ?? {};
      const found = Object.values(parts).map(part => part?.nodes);
      // Who may not see the environments gets none at all.
      if (found.length > 0 && found.every(Boolean)) {
        shown.set(job, [
          ...(shown.get(job) ?? []),
          ...found.flatMap(list => (list ?? []).flatMap(toShown)),
        ]);
      } else {
        unanswered.push(job);
      }
    }
  }
  return unanswered;
}

function gidOf({ project }: Job): string {
  return `gid://gitlab/Project/${project.id}`;
}

function toShown(environment: LastDeployments | null): ShownEnvironment[] {
  if (!environment) {
    return [];
  }
  const { name, ...last } = environment;
  return [
    {
      name,
      deployments: Object.values(last).map(one =>
        Number(one?.id.split('/').pop() ?? 0),
      ),
    },
  ];
}
