// SPDX-License-Identifier: Apache-2.0
import { Known, Unknown, UNKNOWN } from './Known';
import { FileVariable, FileVariables } from './variables';

/** One way in which a pipeline may be started, with what is known of its variables. @internal */
export interface GitlabRun {
  /** As records call it: `push`, `tag`, `merge_request`, `schedule`, `manual`, `api`, `pipeline`. */
  event: string;
  /** What it runs for: the default branch, one that the files name, any other one, a tag. */
  place: 'default' | 'named' | 'another' | 'tag';
  /** Name of its branch, where that is known. */
  branch?: string;
  /** What GitLab sets. */
  predefined: ReadonlyMap<string, Known>;
  /** What the parent pipeline hands over, or the person who starts it chooses; it wins over the file's. */
  given: FileVariables;
  /** Inputs of the pipeline that the person who starts it chooses. */
  inputs: FileVariables;
  /** Whoever starts it may set any variable of the file. */
  isOpen: boolean;
}

/** What files say of branches and sources, so that what they tell apart is looked at apart. @internal */
export interface Mentioned {
  branches: ReadonlySet<string>;
  sources: ReadonlySet<string>;
}

const EVENTS = new Map([
  ['push', 'push'],
  ['merge_request_event', 'merge_request'],
  ['external_pull_request_event', 'merge_request'],
  ['schedule', 'schedule'],
  ['web', 'manual'],
  ['api', 'api'],
  ['trigger', 'api'],
  ['pipeline', 'pipeline'],
  ['chat', 'manual'],
]);
type Offered = ReadonlyMap<string, { options?: string[] }>;

const MAX_BRANCHES = 12;
const MAX_CHOICES = 20;
const MAX_RUNS = 120;

const SOURCE_WORD =
  /\$\{?CI_PIPELINE_SOURCE\}?\s*[=!]=\s*["'](\w+)["']|["'](\w+)["']\s*[=!]=\s*\$\{?CI_PIPELINE_SOURCE/g;
const SOURCE_PATTERN =
  /\$\{?CI_PIPELINE_SOURCE\}?\s*[=!]~\s*\/([^/]{0,500})\//g;
const BRANCH_WORD =
  /\$\{?CI_COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)\}?\s*[=!]=\s*["']([\w./-]+)["']|["']([\w./-]+)["']\s*[=!]=\s*\$\{?CI_COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)/g;
const BRANCH_PATTERN =
  /\$\{?CI_COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)\}?\s*[=!]~\s*\/((?:[^/\\]|\\.){0,500})\//g;
const EVENT_OF_REFS = new Map([
  ['tags', 'tag'],
  ['merge_requests', 'merge_request'],
  ['external_pull_requests', 'merge_request'],
  ['schedules', 'schedule'],
  ['web', 'manual'],
  ['api', 'api'],
  ['triggers', 'api'],
  ['pipelines', 'pipeline'],
]);
const BRANCH_NAME = /^[A-Za-z][\w.-]*(?:\/[\w.-]+)*$/;

function wordsOf(pattern: string): string[] {
  return pattern
    .replace(/\\(.)/g, '$1')
    .split(/[()|^$]|\?:/)
    .filter(word => BRANCH_NAME.test(word));
}

/** The branches and sources that conditions and lists of refs speak of. @internal */
export function mentionedIn(texts: Iterable<string>): Mentioned {
  const branches = new Set<string>();
  const sources = new Set<string>();
  for (const text of texts) {
    for (const match of text.matchAll(SOURCE_WORD)) {
      sources.add(match[1] ?? match[2]);
    }
    for (const [, pattern] of text.matchAll(SOURCE_PATTERN)) {
      [...EVENTS.keys()]
        .filter(source => pattern.includes(source.replace('_event', '')))
        .forEach(source => sources.add(source));
    }
    for (const match of text.matchAll(BRANCH_WORD)) {
      branches.add(match[1] ?? match[2]);
    }
    for (const [, pattern] of text.matchAll(BRANCH_PATTERN)) {
      wordsOf(pattern).forEach(word => branches.add(word));
    }
    if (BRANCH_NAME.test(text)) {
      branches.add(text);
    }
  }
  return { branches, sources };
}

/** The events that conditions and lists of refs speak of, whether they ask for them or rule them out. @internal */
export function eventsIn(texts: Iterable<string>): Set<string> {
  const events = new Set<string>();
  for (const text of texts) {
    const ofRef = EVENT_OF_REFS.get(text);
    if (ofRef) events.add(ofRef);
    if (text.includes('CI_COMMIT_TAG')) events.add('tag');
    if (text.includes('CI_MERGE_REQUEST_')) events.add('merge_request');
    for (const source of mentionedIn([text]).sources) {
      events.add(EVENTS.get(source) ?? source);
    }
  }
  return events;
}

interface Ref {
  place: GitlabRun['place'];
  branch: Known;
  tag: Known;
}

function predefinedOf(source: string, ref: Ref, defaultBranch: Known) {
  const isRequest = source === 'merge_request_event';
  const present = new Unknown({ isPresent: true });
  const name = ref.branch === null ? ref.tag : ref.branch;
  return new Map<string, Known>([
    ['CI', 'true'],
    ['GITLAB_CI', 'true'],
    ['CI_PIPELINE_SOURCE', source],
    ['CI_DEFAULT_BRANCH', defaultBranch],
    ['CI_COMMIT_BRANCH', isRequest ? null : ref.branch],
    ['CI_COMMIT_TAG', ref.tag],
    ['CI_COMMIT_REF_NAME', isRequest ? present : name],
    ['CI_COMMIT_REF_SLUG', isRequest ? present : name],
    ['CI_COMMIT_SHA', present],
    ['CI_COMMIT_MESSAGE', present],
    ['CI_COMMIT_TITLE', present],
    ['CI_PROJECT_PATH', present],
    ['CI_PROJECT_NAMESPACE', present],
    ['CI_PROJECT_NAME', present],
    ['CI_PIPELINE_TRIGGERED', source === 'trigger' ? 'true' : null],
    ...['ID', 'IID', 'SOURCE_BRANCH_NAME', 'TARGET_BRANCH_NAME'].map(
      (part): [string, Known] => [
        `CI_MERGE_REQUEST_${part}`,
        isRequest ? present : null,
      ],
    ),
  ]);
}

/** Each choice that a person who starts the pipeline has, up to a number that nobody writes. */
function choicesOf(offered: Offered): FileVariables[] {
  let choices: Map<string, FileVariable>[] = [new Map()];
  for (const [name, { options }] of offered) {
    if (
      options &&
      options.length > 0 &&
      options.length * choices.length <= MAX_CHOICES
    ) {
      choices = choices.flatMap(choice =>
        options.map(value => new Map([...choice, [name, { value }]])),
      );
    }
  }
  return choices;
}

/**
 * The ways in which a pipeline may be started: a push to the default branch, to each branch that the files name and to
 * any other, a tag, a merge request, a schedule, a person, another pipeline.
 *
 * @internal
 */
export function runsOf(
  { branches, sources }: Mentioned,
  offered: { variables: Offered; inputs: Offered },
  knownDefault: string | undefined,
): GitlabRun[] {
  const defaultBranch: Known =
    knownDefault ?? new Unknown({ name: 'default branch' });
  const named = [...branches]
    .filter(branch => branch !== knownDefault)
    .slice(0, MAX_BRANCHES);
  const another = new Unknown({
    name: 'another branch',
    isNone: new Set([...named, ...(knownDefault ? [knownDefault] : [])]),
  });
  const tag: Ref = {
    place: 'tag',
    branch: null,
    tag: new Unknown({ name: 'tag' }),
  };
  const onDefault: Ref = { place: 'default', branch: defaultBranch, tag: null };
  const onAny: Ref[] = [
    onDefault,
    ...named.map((branch): Ref => ({ place: 'named', branch, tag: null })),
    { place: 'another', branch: another, tag: null },
  ];
  const none: FileVariables = new Map();

  const run = (
    source: string,
    ref: Ref,
    given = none,
    inputs = none,
  ): GitlabRun => ({
    event: ref.tag === null ? EVENTS.get(source) ?? source : 'tag',
    place: ref.place,
    ...(typeof ref.branch === 'string' && { branch: ref.branch }),
    predefined: predefinedOf(source, ref, defaultBranch),
    given,
    inputs,
    isOpen: !['push', 'merge_request_event'].includes(source),
  });
  const startedOtherwise = new Set([
    'schedule',
    'web',
    'api',
    'trigger',
    'pipeline',
    ...[...sources].filter(
      source =>
        EVENTS.has(source) && !['push', 'merge_request_event'].includes(source),
    ),
  ]);
  return [
    ...onAny.map(ref => run('push', ref)),
    run('push', tag),
    run('merge_request_event', onDefault),
    ...[...startedOtherwise].flatMap(source => {
      const refs = sources.has(source) ? onAny : [onDefault];
      return refs.flatMap(ref =>
        source === 'web'
          ? choicesOf(offered.inputs).flatMap(inputs =>
              choicesOf(offered.variables).map(given =>
                run(source, ref, given, inputs),
              ),
            )
          : [run(source, ref)],
      );
    }),
  ].slice(0, MAX_RUNS);
}

/** The run of a child pipeline that a run of its parent starts. @internal */
export function childRun(
  parent: GitlabRun,
  handedOver: FileVariables,
): GitlabRun {
  return {
    ...parent,
    given: handedOver,
    inputs: new Map(),
    predefined: new Map([
      ...parent.predefined,
      ['CI_PIPELINE_SOURCE', 'parent_pipeline'] as const,
    ]),
  };
}

/**
 * What is known of a variable in a run where a condition asks for it: what was handed over, then what the file gives
 * unless whoever starts the pipeline may set it, then what GitLab sets.
 *
 * @internal
 */
export function knownIn(
  run: GitlabRun,
  variables: FileVariables,
  name: string,
): Known {
  const given = run.given.get(name)?.value;
  if (given !== undefined) {
    // What the parent could not put in is not known.
    return /\$\{?\w/.test(given) ? UNKNOWN : given;
  }
  const own = variables.get(name)?.value;
  if (own !== undefined) {
    return run.isOpen ? UNKNOWN : own;
  }
  const predefined = run.predefined.get(name);
  if (predefined !== undefined) {
    return predefined;
  }
  return name.startsWith('CI_MERGE_REQUEST_') && run.event !== 'merge_request'
    ? null
    : UNKNOWN;
}

/** What stands for a variable in a name: as above, and where anybody may set it, what the file gives. @internal */
export function writtenIn(
  run: GitlabRun,
  variables: FileVariables,
  name: string,
): Known {
  return (
    run.given.get(name)?.value ??
    variables.get(name)?.value ??
    run.predefined.get(name) ??
    UNKNOWN
  );
}
