// SPDX-License-Identifier: Apache-2.0
import { asList, asText, isMap, YamlMap } from '../yaml';
import { known, Possible, UNKNOWN } from './expressions/possible';

/** One thing that can start a workflow, with what is known of it. @internal */
export interface Start {
  /** As a record names it: `push`, `tag`, `workflow_dispatch`, …; undefined where the start is the caller's. */
  event?: string;
  /** Values of `github.*` that are known under it, by the rest of the path: `ref`, `event.action`. */
  github: ReadonlyMap<string, Possible>;
  /** Inputs that a person gives, in lower case. */
  inputs: ReadonlyMap<string, Possible>;
  /** `workflow_run`: names of the workflows that it follows. */
  follows?: string[];
  /** Whether it is implied by an event without filters, and counts only where nothing else of it can run a job. */
  implied?: boolean;
}

const MAX_BRANCHES = 12;
const NO_BRANCH = /[*?[\]!+]/;
const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';

function textsOf(value: unknown): string[] {
  return asList(value).flatMap(item => asText(item) ?? []);
}

function ofRef(prefix: string, name: string | undefined) {
  return new Map<string, Possible>([
    ['ref_type', known(prefix === TAGS ? 'tag' : 'branch')],
    [
      'ref',
      name === undefined
        ? { values: [], open: true, prefix }
        : known(`${prefix}${name}`),
    ],
    ['ref_name', name === undefined ? UNKNOWN : known(name)],
  ]);
}

function start(
  event: string,
  eventName: string,
  more: Iterable<[string, Possible]> = [],
  rest: Partial<Start> = {},
): Start {
  return {
    event,
    github: new Map([['event_name', known(eventName)], ...more]),
    inputs: new Map(),
    ...rest,
  };
}

/** Starts by a push: one for each branch that is named, one for those meant by patterns, one for tags. */
function pushStarts(filter: YamlMap): Start[] {
  const noChange: [string, Possible][] = [
    ['event.pull_request', known(null)],
    ['event.release', known(null)],
    ['base_ref', known('')],
    ['head_ref', known('')],
  ];
  const branches = textsOf(filter.branches);
  const tags = textsOf(filter.tags);
  const hasBranches =
    branches.length > 0 || filter['branches-ignore'] !== undefined;
  const hasTags = tags.length > 0 || filter['tags-ignore'] !== undefined;
  const refsOf = (names: string[]) => {
    const literal = names
      .filter(name => !NO_BRANCH.test(name))
      .slice(0, MAX_BRANCHES);
    return literal.length < names.length || names.length === 0
      ? [...literal, undefined]
      : literal;
  };
  return [
    ...(hasBranches || !hasTags
      ? refsOf(branches).map(name =>
          start('push', 'push', [...ofRef(HEADS, name), ...noChange]),
        )
      : []),
    ...(hasTags || !hasBranches
      ? refsOf(tags).map(name =>
          start('tag', 'push', [...ofRef(TAGS, name), ...noChange], {
            ...(hasTags ? {} : { implied: true }),
          }),
        )
      : []),
  ];
}

/** The values that a person may give for an input: its choices, any text, both answers. */
function inputOf(input: unknown): Possible {
  const declared = isMap(input) ? input : undefined;
  const fallback = declared?.default;
  switch (asText(declared?.type)) {
    case 'boolean':
      return known(true, false);
    case 'choice': {
      const options = asList(declared?.options).flatMap(
        option => asText(option) ?? [],
      );
      return options.length > 0 ? known(...options) : UNKNOWN;
    }
    case 'number':
      return UNKNOWN;
    default: {
      const text = asText(fallback);
      return {
        values: text === undefined ? [] : [text],
        open: true,
        free: true,
      };
    }
  }
}

function dispatchStart(filter: YamlMap): Start {
  const inputs = isMap(filter.inputs) ? filter.inputs : {};
  return start(
    'workflow_dispatch',
    'workflow_dispatch',
    [
      ['event.pull_request', known(null)],
      ['event.release', known(null)],
      ['ref', { values: [], open: true, prefix: 'refs/' }],
    ],
    {
      inputs: new Map(
        Object.entries(inputs).map(([name, input]) => [
          name.toLowerCase(),
          inputOf(input),
        ]),
      ),
    },
  );
}

function startsOf(event: string, filter: YamlMap): Start[] {
  const types = textsOf(filter.types);
  const action: [string, Possible][] =
    types.length > 0 ? [['event.action', known(...types)]] : [];
  switch (event) {
    case 'push':
      return pushStarts(filter);
    case 'workflow_dispatch':
      return [dispatchStart(filter)];
    case 'workflow_call':
      return [];
    case 'pull_request':
    case 'pull_request_target':
      return [
        start(event, event, [
          [
            'ref',
            event === 'pull_request'
              ? { values: [], open: true, prefix: 'refs/pull/' }
              : { values: [], open: true, prefix: HEADS },
          ],
          ['ref_type', known('branch')],
          ...action,
        ]),
      ];
    case 'schedule':
      return [
        start(event, event, [
          ['ref', { values: [], open: true, prefix: HEADS }],
          ['ref_type', known('branch')],
          ['event.pull_request', known(null)],
        ]),
      ];
    case 'release':
      return [start(event, event, [...ofRef(TAGS, undefined), ...action])];
    case 'workflow_run':
      return [
        start(
          event,
          event,
          [
            ['ref', { values: [], open: true, prefix: HEADS }],
            ['ref_type', known('branch')],
            ['event.pull_request', known(null)],
            ...action,
          ],
          { follows: textsOf(filter.workflows) },
        ),
      ];
    default:
      return [start(event, event, action)];
  }
}

/** What can start a workflow, by its `on`; none where only other workflows call it. @internal */
export function readStarts(workflow: YamlMap): Start[] {
  // YAML 1.1 reads the key `on` as the boolean true.
  const on = workflow.on ?? workflow.true;
  if (isMap(on)) {
    return Object.entries(on).flatMap(([event, filter]) =>
      startsOf(event, isMap(filter) ? filter : {}),
    );
  }
  return textsOf(on).flatMap(event => startsOf(event, {}));
}

/** The start of a file that is read as if called: nothing is known of it. @internal */
export const CALLED: Start = { github: new Map(), inputs: new Map() };

/** A pull request that is closed is merged, or it is not: what follows a merge is no proposed change any more. */
export function isAfterMerge(start_: Start, condition: unknown): boolean {
  if (!start_.event?.startsWith('pull_request')) {
    return false;
  }
  const action = start_.github.get('event.action');
  return (
    (action !== undefined &&
      !action.open &&
      action.values.every(value => value === 'closed')) ||
    /pull_request\.merged\b/.test(asText(condition) ?? '')
  );
}
