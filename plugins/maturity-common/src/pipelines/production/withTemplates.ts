// SPDX-License-Identifier: Apache-2.0
import {
  Gate,
  PipelineDefinition,
  PipelineReference,
  PlannedDeployment,
} from '../../records';
import {
  conditionHolds,
  evaluateExpression,
  ExpressionScope,
} from '../expressions';
import { MAX_CALL_DEPTH } from '../limits';
import { CalledFile, calledFile, calledScope } from '../templates/calledFile';
import { partHolds } from '../templates/conditionalStages';
import { TemplatePipeline, TemplateRegistry, TemplateSnapshot } from '../types';

/** What approved templates bring before nobody follows them any further. */
const MAX_STEPS = 5_000;
const INPUT =
  /\$\{\{((?:(?!\}\}).)*)\}\}|\$\[\[\s*(inputs\.[\w-]+)[^\]]*\]\]/gs;

type CalledPlace = Pick<CalledFile, 'snapshot' | 'file'>;

interface Walk {
  registry: TemplateRegistry;
  remaining: number;
}

/** A name with the inputs of this call put in; undefined where something in it stays unknown. */
function insertInputs(
  written: string,
  scope: ExpressionScope,
): string | undefined {
  let isKnown = true;
  const text = written.replace(INPUT, (_all, github, gitlab) => {
    const value = evaluateExpression(String(github ?? gitlab), scope);
    isKnown = isKnown && value !== undefined;
    return String(value ?? '');
  });
  return isKnown && text.trim() !== '' ? text.trim() : undefined;
}

/** Jobs of a called file that this caller makes run. */
function runningJobs(file: TemplatePipeline, scope: ExpressionScope) {
  return file.jobs.filter(job => conditionHolds(job.condition, scope));
}

/** Steps that this caller does not make run: jobs that deploy by them alone, and the gates that they are. */
function switchedOff({ jobs }: TemplatePipeline, scope: ExpressionScope) {
  const deployments = new Set<string>();
  const gates = new Set<string>();
  for (const { id, conditional = [] } of jobs) {
    const off = conditional.filter(part => !partHolds(part, scope));
    const deploying = conditional.filter(({ stages }) =>
      stages.includes('deploy'),
    );
    if (deploying.length > 0 && deploying.every(part => off.includes(part))) {
      deployments.add(id);
    }
    off.forEach(part => part.gates?.forEach(({ gate }) => gates.add(gate)));
  }
  return { deployments, gates };
}

/** What a call leads to within its template: a local file of it, or another template. */
function follow(
  call: PipelineReference,
  snapshot: TemplateSnapshot | undefined,
  walk: Walk,
): CalledPlace | undefined {
  if (call.refKind !== 'local') {
    return calledFile(call, walk.registry);
  }
  const file = snapshot?.pipelines.find(({ path }) => path === call.path);
  return file ? { snapshot, file } : undefined;
}

/** All gates that stand in a called file, through nested calls: who waits for the call waits for all of them. */
function gatesInside(
  called: CalledPlace,
  scope: ExpressionScope,
  walk: Walk,
  depth: number,
): Gate[] {
  const { file, snapshot } = called;
  if (!file || depth > MAX_CALL_DEPTH || walk.remaining-- <= 0) {
    return [];
  }
  return runningJobs(file, scope).flatMap(job => [
    ...(job.gates ?? []),
    ...(job.conditional ?? []).flatMap(part =>
      part.gates && partHolds(part, scope) ? part.gates : [],
    ),
    ...job.calls.flatMap(call => {
      const next = follow(call, snapshot, walk);
      return next?.file
        ? gatesInside(
            next,
            calledScope(call, next.file.inputs, scope),
            walk,
            depth + 1,
          )
        : [];
    }),
  ]);
}

function gatesOfCalls(
  calls: readonly PipelineReference[],
  scope: ExpressionScope,
  walk: Walk,
): Gate[] {
  return calls.flatMap(call => {
    const called = calledFile(call, walk.registry);
    return called?.file
      ? gatesInside(
          called,
          calledScope(call, called.file.inputs, scope),
          walk,
          0,
        )
      : [];
  });
}

function distinctGates(gates: readonly Gate[]): Gate[] {
  return [...new Map(gates.map(gate => [gate.gate, gate])).values()];
}

/** The deployments that a called file makes for this caller. */
function expand(
  outer: PlannedDeployment,
  called: CalledPlace,
  scope: ExpressionScope,
  walk: Walk,
  depth: number,
): PlannedDeployment[] {
  const { file, snapshot } = called;
  if (!file || depth > MAX_CALL_DEPTH || walk.remaining-- <= 0) {
    return [];
  }
  const running = new Set(runningJobs(file, scope).map(({ id }) => id));
  const off = switchedOff(file, scope);
  return (file.deployments ?? []).flatMap(inner => {
    const [root] = inner.job.split(' / ');
    if (!running.has(root) || off.deployments.has(inner.job)) {
      return [];
    }
    const insert = (written: string) => insertInputs(written, scope);
    const environment =
      inner.environment === undefined ? undefined : insert(inner.environment);
    const merged: PlannedDeployment = {
      ...inner,
      job: `${outer.job} / ${inner.job}`.slice(0, 600),
      environment,
      // What the call is given tells where nothing in the called file does.
      ...(environment === undefined && outer.environment !== undefined
        ? { environment: outer.environment, basis: 'inferred' as const }
        : {}),
      purpose: inner.purpose === 'change' ? outer.purpose : inner.purpose,
      events: outer.events,
      gates: distinctGates([
        ...outer.gates,
        ...inner.gates.filter(({ gate }) => !off.gates.has(gate)),
        ...gatesOfCalls(inner.calls, scope, walk),
      ]),
      passes: [
        ...new Set([
          ...outer.passes,
          ...inner.passes.flatMap(one => insert(one) ?? []),
        ]),
        ...(environment === undefined ? [] : [environment]),
      ],
      calls: [],
    };
    const next = inner.through && follow(inner.through, snapshot, walk);
    if (!inner.through || !next?.file) {
      return [merged];
    }
    return expand(
      merged,
      next,
      calledScope(inner.through, next.file.inputs, scope),
      walk,
      depth + 1,
    );
  });
}

/**
 * The deployments of a pipeline, with what approved templates bring: their deployments in place of the call, and
 * their gates before whatever waits for the call.
 *
 * @internal
 */
export function withTemplates(
  { deployments = [] }: PipelineDefinition,
  registry: TemplateRegistry | undefined,
): PlannedDeployment[] {
  const isDeploying = ({ seen, through }: PlannedDeployment) =>
    seen || through === undefined;
  if (!registry || registry.templates.length === 0) {
    return deployments.filter(isDeploying);
  }
  const walk: Walk = { registry, remaining: MAX_STEPS };
  const scope: ExpressionScope = { inputs: Object.create(null), closed: false };
  return deployments.flatMap(deployment => {
    const gates = distinctGates([
      ...deployment.gates,
      ...gatesOfCalls(deployment.calls, scope, walk),
    ]);
    const outer = { ...deployment, gates };
    const called =
      deployment.through && calledFile(deployment.through, registry);
    if (!called?.file) {
      return isDeploying(deployment) ? [outer] : [];
    }
    return expand(
      outer,
      called,
      calledScope(deployment.through!, called.file.inputs, scope),
      walk,
      0,
    );
  });
}
