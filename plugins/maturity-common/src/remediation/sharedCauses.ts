// SPDX-License-Identifier: Apache-2.0
import { findingsOf } from '../measures/support/pipelineFindings';
import { referencesOf } from '../measures/support/pipelineReferences';
import { routeTimes } from '../measures/support/provisioningRoute';
import { viewOf } from '../measures/support/recordView';
import { EvidenceItem, MeasureInput, SharedCause } from '../measures/types';
import { newestRelease, resolveStages, Template } from '../pipelines';
import { findTemplate } from '../pipelines/templates/findTemplate';
import { PipelineDefinition, PipelineReference, Stage } from '../records';
import { CheckResult } from '../scoring/types';

/** Checks whose samples are waits at gates. */
const WAITS_AT_GATES = [
  'approval.wait',
  'approval.wait-tail',
  'approval.share-of-lead-time',
];

/** Checks whose samples are past requests: what is done to the service does not change them. */
const PAST_REQUESTS = [
  'provisioning.service-time',
  'provisioning.environment-time',
];

/**
 * Marks the checks below their target that not the entity's owner can repair, with the shared thing that keeps them
 * there: the route by which services and environments are provisioned, a golden path that lacks a stage itself, a gate
 * in a called template or defined above the repository.
 *
 * @internal
 */
export function withSharedCauses(
  checks: CheckResult[],
  input: MeasureInput,
): CheckResult[] {
  const below = checks.filter(({ outcome }) => outcome === 'below');
  if (below.length === 0) {
    return checks;
  }
  const gate = sharedGate(
    checks.find(({ measureId }) => measureId === 'approval.gates'),
    input,
  );
  return checks.map(check => {
    const sharedCause =
      check.outcome === 'below' ? causeOf(check, input, gate) : undefined;
    return sharedCause ? { ...check, sharedCause } : check;
  });
}

function causeOf(
  check: CheckResult,
  input: MeasureInput,
  gate: GateCause | undefined,
): SharedCause | undefined {
  const { measureId } = check;
  if (PAST_REQUESTS.includes(measureId)) {
    return provisioningRoute(measureId, input);
  }
  if (measureId === 'approval.gates') {
    return gate && !gate.isEnough ? gate.cause : undefined;
  }
  if (WAITS_AT_GATES.includes(measureId)) {
    return gate?.isOnly ? gate.cause : undefined;
  }
  switch (measureId) {
    case 'pipeline.required-stages':
      return templateWithoutStages(check, input);
    case 'pipeline.golden-path-drift':
      return check.evidence[0]?.cause;
    default:
      return undefined;
  }
}

interface GateCause {
  cause: SharedCause;
  /** No gate is the repository's own. */
  isOnly: boolean;
  /** Removing the repository's own gates reaches the target. */
  isEnough: boolean;
}

/** The gate that is not the repository's own, from the evidence of the check that counts gates. */
function sharedGate(
  check: CheckResult | undefined,
  input: MeasureInput,
): GateCause | undefined {
  const shared =
    check?.evidence.flatMap(item => causeOfGate(item, input) ?? []) ?? [];
  if (!check || shared.length === 0) {
    return undefined;
  }
  const { value = 0, targetThreshold = 0 } = check;
  const own = value - shared.length;
  return {
    cause: shared[0],
    // Evidence is cut off: gates that are not listed are taken for the repository's own.
    isOnly: own <= 0,
    isEnough: shared.length <= targetThreshold,
  };
}

/** Between a job and the job of the file that it calls. */
const CALLS = ' / ';

/** Of a gate in a called golden path, the golden path. */
function causeOfGate(
  { cause, details }: EvidenceItem,
  input: MeasureInput,
): SharedCause | undefined {
  const job = details?.job;
  if (cause || typeof job !== 'string' || !job.includes(CALLS)) {
    return cause;
  }
  const caller = job.slice(0, job.indexOf(CALLS));
  const template = viewOf(input)
    .pipelines.filter(({ path }) => path === details?.path)
    .flatMap(({ jobs }) => jobs.filter(({ id }) => id === caller))
    .flatMap(({ calls }) => calls.filter(({ refKind }) => refKind !== 'local'))
    .map(call => findTemplate(call, input.templates))
    .find(found => found !== undefined);
  return template && templateCause(template);
}

/**
 * The route whose requests were measured: a template, else the way in which the newest of them, or else the entity, was
 * asked for.
 */
function provisioningRoute(
  measureId: string,
  input: MeasureInput,
): SharedCause {
  const route =
    measureId === 'provisioning.service-time' ? routeTimes(input) : undefined;
  if (route?.relation === 'template') {
    return {
      kind: 'provisioning-route',
      key: route.ref,
      title: route.ref.replace(/^.*[:/]/, ''),
    };
  }
  const requests = route
    ? route.times.map(({ provisioning }) => provisioning)
    : viewOf(input).provisionings;
  const newest = [...requests]
    .sort((a, b) => (a.requestedAt < b.requestedAt ? 1 : -1))
    .find(({ requestedAt }) => requestedAt <= input.now);
  const basis = newest?.requestBasis ?? 'unknown';
  return { kind: 'provisioning-route', key: basis, title: basis };
}

/**
 * The called golden path where it is the way to production and its newest version lacks the missing stages too: no
 * upgrade brings them.
 */
function templateWithoutStages(
  check: CheckResult,
  input: MeasureInput,
): SharedCause | undefined {
  const { approved } = referencesOf(input);
  const required = [...new Set(input.settings.requiredStages)];
  if (approved.length === 0 || required.length === 0) {
    return undefined;
  }
  const { stages, ownStages } = findingsOf(input);
  const isOnPath = stages.has('deploy') && !ownStages.has('deploy');
  if (!isOnPath) {
    return undefined;
  }
  const upgraded = stagesOnNewest(input);
  const found = required.filter(stage => upgraded.has(stage as Stage));
  if (found.length / required.length >= (check.targetThreshold ?? 1)) {
    return undefined;
  }
  const { template } = approved[0].resolved;
  return templateCause(template);
}

function templateCause(template: Template): SharedCause {
  const newest = newestRelease(template);
  return {
    kind: 'template',
    key: newest ? `${template.id}@${newest}` : template.id,
    title: template.title ?? template.id,
  };
}

/** The stages that there would be with every golden path at its newest release. */
function stagesOnNewest(input: MeasureInput): Set<Stage> {
  const pipelines = viewOf(input).pipelines.map(pipeline =>
    onNewest(pipeline, input),
  );
  return new Set(
    pipelines.flatMap(
      pipeline => resolveStages(pipeline, pipelines, input.templates).stages,
    ),
  );
}

function onNewest(
  pipeline: PipelineDefinition,
  input: MeasureInput,
): PipelineDefinition {
  const upgrade = (call: PipelineReference): PipelineReference => {
    const template =
      call.refKind === 'local'
        ? undefined
        : findTemplate(call, input.templates);
    const newest = template && newestRelease(template);
    if (!newest) {
      return call;
    }
    const { versionComment: _former, ...rest } = call;
    return { ...rest, ref: newest, refKind: 'tag' };
  };
  return {
    ...pipeline,
    jobs: pipeline.jobs.map(job => ({
      ...job,
      calls: job.calls.map(upgrade),
    })),
  };
}
