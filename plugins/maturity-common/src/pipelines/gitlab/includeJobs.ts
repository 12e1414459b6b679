// SPDX-License-Identifier: Apache-2.0
import { PipelineReference } from '../../records';
import { ReadJob, shorten } from '../readJob';
import { detectInclude } from '../stages/detectStages';
import { emptyMap } from '../yaml';
import { LoadedConfig } from './IncludeWalk';
import { isSwitchedOff } from './managedTemplates';
import { ReadingTools } from './PipelineFiles';
import { PipelineVariant } from './PipelineVariant';
import { eventsIn } from './runs';
import { textsOfConditions } from './textsOfConditions';

type ReferenceInclude = LoadedConfig['includes'][number];

interface Included {
  /** All includes of other repositories, whichever run has them. */
  everything: ReferenceInclude[];
  variants: PipelineVariant[];
  /** Events of the runs that the workflow lets in, by the files that those runs have. */
  events: ReadonlyMap<PipelineVariant, ReadonlySet<string>>;
  /** Names that jobs extend and no file declares. */
  unresolved: ReadonlySet<string>;
  /** Whether a job of the project's own files is in no run. */
  neverRan: (name: string) => boolean;
  tools: ReadingTools;
}

/** Each of them travels with each include. */
const MAX_EXTENDED_NAMES = 200;

/** Templates of GitLab come with GitLab, and are of no version. */
function isManaged({ reference }: ReferenceInclude): boolean {
  return (
    reference.path?.startsWith('lib/gitlab/ci/templates/') === true &&
    reference.refKind === 'unknown'
  );
}

function isOff(name: string, { variants, neverRan }: Included): boolean {
  const valueOf = (variable: string) =>
    variants
      .map(({ variables }) => variables.get(variable)?.value)
      .find(value => value !== undefined);
  const neverRuns = new Set(
    variants.flatMap(variant =>
      [...variant.jobs].flatMap(job => (neverRan(job.name) ? [job.name] : [])),
    ),
  );
  return isSwitchedOff(name, valueOf, neverRuns);
}

/** The events of the runs that have an include: those that the rules speak of, and a push; all where no other is left. */
function toldTriggers(
  { reference }: ReferenceInclude,
  { variants, events: byVariant, tools }: Included,
): string[] {
  const events = new Set(
    [...byVariant].flatMap(([{ includes }, ofVariant]) =>
      includes.some(one => one.reference.target === reference.target)
        ? [...ofVariant]
        : [],
    ),
  );
  const rules = variants.flatMap(({ workflowRules }) => workflowRules ?? []);
  const mentioned = eventsIn(
    textsOfConditions(Object.assign(emptyMap(), { rules }), tools.work),
  );
  const told = [...events].filter(
    event => event === 'push' || mentioned.has(event),
  );
  const all = told.length > 0 ? told : [...events];
  return all.length > 0 ? all : ['push'];
}

function includeJob(include: ReferenceInclude, included: Included): ReadJob {
  const { reference, template } = include;
  const { unresolved, tools } = included;
  const triggers = toldTriggers(include, included);
  const id = shorten(`include ${reference.target}`);
  const name = template ?? reference.target;
  const job = { id, uses: [], triggers, gates: [] };
  if (isOff(name, included)) {
    return { ...job, stages: [], safety: [], calls: [] };
  }
  // Hidden jobs of a template count when a job here extends them; the names travel as inputs.
  const extended = Object.fromEntries(
    [...unresolved].slice(0, MAX_EXTENDED_NAMES).map(hidden => [hidden, true]),
  );
  const call: PipelineReference = {
    ...reference,
    job: id,
    ...(reference.inputs || unresolved.size > 0
      ? { inputs: { ...extended, ...reference.inputs } }
      : {}),
  };
  return { ...job, ...detectInclude(name, tools.recognition), calls: [call] };
}

/**
 * What is included from other repositories: each include a job that calls it, with the stages that GitLab's own
 * templates bring.
 *
 * @internal
 */
export function includeJobs(included: Included): {
  jobs: ReadJob[];
  references: PipelineReference[];
} {
  const targets = new Set(
    included.variants.flatMap(({ includes }) =>
      includes.map(({ reference }) => reference.target),
    ),
  );
  const includes = included.everything.filter(({ reference }) =>
    targets.has(reference.target),
  );
  const jobs = includes.map(include => includeJob(include, included));
  return {
    jobs,
    references: jobs.flatMap(({ calls }, index) =>
      isManaged(includes[index]) ? [] : calls,
    ),
  };
}
