// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineReference,
  PlannedDeployment,
  resolveTier,
  sameEnvironment,
} from '../../records';
import { inferTarget } from '../production/inferTarget';
import { purposeOf } from '../production/purposeOf';
import { shorten } from '../readJob';
import { detectCalled } from '../stages/detectCalled';
import { Recognition } from '../stages/recognition';
import { asString } from './expressions/evaluate';
import { known, Possible } from './expressions/possible';
import { namedTargets } from './namedTargets';
import { isRehearsedCall, Run, RunJob } from './readRun';
import { StepContext } from './readSteps';
import { Values } from './scope';
import { isAfterMerge, Start } from './starts';

/** What started a run in the end, and what it had to pass until then. @internal */
export interface Origin {
  event: string;
  gates: Gate[];
  passes: string[];
  calls: PipelineReference[];
}

type Target = Pick<
  PlannedDeployment,
  'environment' | 'basis' | 'seen' | 'through'
>;

const MAX_LISTED = 100;
const MAX_VARIANTS = 12;
/** What it costs to tell one deployment, beside the jobs before it. */
const PLANNED_STEPS = 20;
/** Inputs and variables in which usually stands where something goes. */
const TARGET_NAME =
  /^(?:\w+[-_])?(?:env|environment|environment[-_]name|stage|tier|target|cluster|stack|space|namespace|context|app|app[-_]name|application|service|project|workspace|config|values|value[-_]?files?|site|host|server)\b/i;

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map(item => [key(item), item])).values()];
}

/** The gate that a step is which waits for a person. @internal */
export function gateOfApproval(job: RunJob, approval: string): Gate {
  return {
    kind: 'approval-action',
    gate: shorten(`${job.names[0] ?? job.id} (${approval})`),
    job: shorten(job.id, 600),
    ...soleEnvironment(job.environment),
  };
}

/** Gates in the files of some jobs. @internal */
export function gatesOf(jobs: readonly RunJob[]): Gate[] {
  return jobs.flatMap(job =>
    job.approvals.map(approval => gateOfApproval(job, approval)),
  );
}

/** The one environment that a job can only mean. @internal */
export function soleEnvironment(environment: Possible | undefined): {
  environment?: string;
} {
  const names = namesOf(environment);
  return names.length === 1 && !environment?.open
    ? { environment: shorten(names[0]) }
    : {};
}

/** @internal */
export function namesOf(environment: Possible | undefined): string[] {
  return (environment?.values ?? [])
    .filter(value => typeof value !== 'boolean')
    .map(value => asString(value).trim())
    .filter(Boolean);
}

/** What some jobs pass on the way, besides being done. @internal */
export function passedBy(jobs: readonly RunJob[]): Omit<Origin, 'event'> {
  return {
    gates: gatesOf(jobs),
    passes: [...new Set(jobs.flatMap(job => namesOf(job.environment)))],
    calls: jobs.flatMap(job => job.call ?? []),
  };
}

/** The jobs that must have ended before a job. */
function jobsBefore(job: RunJob, byId: ReadonlyMap<string, RunJob>): RunJob[] {
  const before = new Set(job.needs);
  for (const id of before) {
    // A set hands out what is added while it is walked.
    byId.get(id)?.needs.forEach(need => before.add(need));
  }
  return [...before].flatMap(id => byId.get(id) ?? []);
}

/** Texts that name where something goes come before those that only may. */
function inOrder(texts: readonly string[]): string[] {
  return [
    ...texts.filter(text => TARGET_NAME.test(text)),
    ...texts.filter(text => !TARGET_NAME.test(text)),
  ];
}

function inferred(texts: readonly string[]): Target {
  const target = inferTarget(texts);
  return {
    ...(target ? { environment: target.name } : {}),
    basis: 'inferred',
    seen: true,
  };
}

/** One target for each name that a value may have, where anything is called after an environment. */
function namedBy(values: readonly Possible[]): Target[] {
  for (const value of values) {
    const names = namesOf(value);
    const isFree =
      value.free && !names.some(name => resolveTier(name) === 'production');
    // A person may write any name, so that of production, too.
    const all = isFree ? [...names, 'production'] : names;
    if (all.length > 0) {
      return all.map(name => ({
        environment: shorten(name),
        basis: 'inferred',
        seen: true,
      }));
    }
  }
  return [];
}

/** Where each deploying step of a job without an environment goes. */
function targetsOfSteps(job: RunJob): Target[] {
  const deploying = job.steps.filter(step => step.stages.includes('deploy'));
  const ofJob = () => {
    const named = namedBy(job.targets);
    return named.length > 0 ? named : [inferred(job.texts)];
  };
  const targets = deploying.flatMap(step => {
    const named = namedBy(step.targets);
    if (named.length > 0) {
      return named;
    }
    const own =
      inferTarget(step.name ? [step.name] : []) ??
      // `npm run test` beside a deployment says nothing of where it goes.
      inferTarget(inOrder(step.texts), tier => tier === 'testing');
    return own
      ? [{ environment: own.name, basis: 'inferred' as const, seen: true }]
      : ofJob();
  });
  return targets.length > 0 ? targets : ofJob();
}

function targetsOfEnvironment(
  job: RunJob,
  seen: boolean,
  isCalled: boolean,
): Target[] {
  const environment = job.environment!;
  const names = namesOf(environment);
  const targets: Target[] = names.map(name => ({
    environment: shorten(name),
    basis: 'declared',
    seen,
  }));
  if (isCalled && environment.open && job.writtenEnvironment) {
    // Who calls the file knows.
    return [{ environment: job.writtenEnvironment, basis: 'declared', seen }];
  }
  const tiers = new Set(names.map(name => resolveTier(name)));
  if (environment.open && environment.free && !tiers.has('production')) {
    // A person may write any name, so that of production, too.
    targets.push({ environment: 'production', basis: 'inferred', seen });
  } else if (environment.open && names.length === 0) {
    targets.push({
      ...inferred([...job.texts, job.writtenEnvironment ?? '']),
      seen,
    });
  }
  return targets;
}

/** A call, once for each value of the first input that has several: what the called file does depends on it. */
function variantsOf(call: PipelineReference, given: Values) {
  const inputs = new Map<string, string | number | boolean>(
    Object.entries(call.inputs ?? {}),
  );
  let several: { name: string; values: string[] } | undefined;
  for (const name of inputs.keys()) {
    const value = given.get(name.toLowerCase());
    const values = value?.values.map(asString) ?? [];
    if (
      value?.free &&
      TARGET_NAME.test(name) &&
      !values.some(one => resolveTier(one) === 'production')
    ) {
      // A person may write any name, so that of production, too.
      values.push('production');
    }
    if (values.length === 1) {
      inputs.set(name, values[0]);
    } else if (values.length > 1 && !several) {
      several = { name, values: values.slice(0, MAX_VARIANTS) };
    }
  }
  const withInput = (name?: string, value?: string) => {
    const entries = [...inputs].map(
      ([key, one]) => [key, key === name ? value! : one] as const,
    );
    return {
      ...call,
      ...(entries.length > 0 ? { inputs: Object.fromEntries(entries) } : {}),
    };
  };
  return several
    ? several.values.map(value => withInput(several!.name, value))
    : [withInput()];
}

function valuesOfInputs(inputs: PipelineReference['inputs']): Values {
  return new Map(
    Object.entries(inputs ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' && value.includes('${{')
        ? []
        : [[name.toLowerCase(), known(value)] as const],
    ),
  );
}

function targetsOfCall(
  call: PipelineReference,
  job: RunJob,
  recognition: Recognition,
): Target[] {
  const { stages } = detectCalled(call, recognition);
  const seen = stages.includes('deploy') && !isRehearsedCall(call);
  return variantsOf(call, job.given).map(through => {
    const inputs = Object.entries(through.inputs ?? {}).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const [named] = namedBy(namedTargets(valuesOfInputs(through.inputs)));
    return {
      ...(named ??
        inferred([
          ...inputs.filter(text => TARGET_NAME.test(text)),
          ...inputs.filter(text => !TARGET_NAME.test(text)),
          ...inOrder(job.texts),
        ])),
      seen,
      through,
    };
  });
}

function targetsOf(
  job: RunJob,
  recognition: Recognition,
  isCalled: boolean,
): Target[] {
  if (job.call) {
    return targetsOfCall(job.call, job, recognition);
  }
  const seen = job.stages.includes('deploy') || job.stages.includes('rollback');
  const names = namesOf(job.environment);
  const isNamed =
    job.environment !== undefined && (names.length > 0 || job.environment.open);
  if (isNamed && !(job.noDeployment && !seen)) {
    return targetsOfEnvironment(job, seen, isCalled);
  }
  return seen ? targetsOfSteps(job) : [];
}

function purpose(job: RunJob): PlannedDeployment['purpose'] {
  if (job.stages.includes('rollback') && !job.stages.includes('deploy')) {
    return 'rollback';
  }
  return purposeOf(job.names);
}

/**
 * What a run deploys: where to, and what must have happened before.
 *
 * @internal
 */
export function plannedDeployments(
  run: Run,
  start: Start,
  origins: readonly Origin[],
  { recognition, work }: Pick<StepContext, 'recognition' | 'work'>,
): PlannedDeployment[] {
  const byId = new Map(run.jobs.map(one => [one.id, one]));
  return run.jobs.flatMap(job => {
    const targets = targetsOf(job, recognition, start.event === undefined);
    if (targets.length === 0 || work.isExhausted) {
      return [];
    }
    const before = [...jobsBefore(job, byId), job];
    const cost =
      before.length + PLANNED_STEPS * targets.length * origins.length;
    if (!work.take(cost)) {
      return [];
    }
    const own = passedBy(before);
    const afterMerge = before.some(one => isAfterMerge(start, one.condition));
    return distinct(targets, ({ basis, environment, through }) =>
      JSON.stringify([basis, environment, through?.inputs]),
    ).flatMap(target =>
      origins.map(origin => ({
        job: shorten(job.id, 600),
        ...target,
        purpose: purpose(job),
        events: [afterMerge ? `${origin.event} closed` : origin.event],
        gates: distinct([...origin.gates, ...own.gates], ({ gate }) => gate),
        passes: [
          ...new Set([
            ...origin.passes,
            ...own.passes.filter(
              // Of several names that a job may have, this deployment has one.
              name =>
                !namesOf(job.environment).some(one =>
                  sameEnvironment(one, name),
                ) || sameEnvironment(name, target.environment),
            ),
          ]),
        ].map(name => shorten(name)),
        calls: distinct(
          [...origin.calls, ...own.calls.filter(call => call !== job.call)],
          call => `${call.job} ${call.target} ${call.ref}`,
        ),
      })),
    );
  });
}

/** Deployments that differ in nothing but in what starts them are one. @internal */
export function uniteDeployments(
  deployments: readonly PlannedDeployment[],
): PlannedDeployment[] {
  const united = new Map<string, PlannedDeployment>();
  for (const deployment of deployments) {
    const { events, ...rest } = deployment;
    const key = JSON.stringify(rest);
    const earlier = united.get(key);
    united.set(key, {
      ...deployment,
      gates: deployment.gates.slice(0, MAX_LISTED),
      passes: deployment.passes.slice(0, MAX_LISTED),
      calls: deployment.calls.slice(0, MAX_LISTED),
      events: [...new Set([...(earlier?.events ?? []), ...events])].slice(
        0,
        MAX_LISTED,
      ),
    });
  }
  return [...united.values()];
}
