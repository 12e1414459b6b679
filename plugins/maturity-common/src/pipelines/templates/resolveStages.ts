// SPDX-License-Identifier: Apache-2.0
import {
  PipelineDefinition,
  PipelineJob,
  PipelineReference,
  SafetyDefault,
  SAFETY_DEFAULTS,
  Stage,
  STAGES,
} from '../../records';
import { conditionHolds, ExpressionScope } from '../expressions';
import { MAX_CALL_DEPTH } from '../limits';
import {
  Template,
  TemplatePipeline,
  TemplateRegistry,
  TemplateSnapshot,
} from '../types';
import { detectCalled } from '../stages/detectCalled';
import { calledFile, calledScope } from './calledFile';
import { partHolds } from './conditionalStages';

/** What a pipeline does, those included that it calls. @public */
export interface ResolvedStages {
  stages: Stage[];
  /** Triggers under which a security scan runs. */
  scanTriggers: string[];
  safety: SafetyDefault[];
}

interface Findings {
  stages: Set<Stage>;
  safety: Set<SafetyDefault>;
  /** Whether files of the entity itself scan, and whether others do. */
  scans: { own: boolean; elsewhere: boolean };
}

function noFindings(): Findings {
  return {
    stages: new Set(),
    safety: new Set(),
    scans: { own: false, elsewhere: false },
  };
}

/** Where a call is looked up: the entity's own files, or a template at one commit. */
type Place =
  | { kind: 'entity'; siblings: Map<string, PipelineDefinition> }
  | { kind: 'template'; template: Template; snapshot: TemplateSnapshot };

/** Jobs that the calls of one pipeline lead to; files that call each other many times over would never end. */
const MAX_CALLED_JOBS = 50_000;

interface Walk {
  registry: TemplateRegistry;
  remaining: number;
}

function add(
  findings: Findings,
  stages?: readonly Stage[],
  safety?: readonly SafetyDefault[],
  isOwn = false,
) {
  stages?.forEach(stage => findings.stages.add(stage));
  safety?.forEach(kind => findings.safety.add(kind));
  if (stages?.includes('security-scan')) {
    findings.scans[isOwn ? 'own' : 'elsewhere'] = true;
  }
}

function followCall(
  call: PipelineReference,
  place: Place,
  caller: ExpressionScope,
  findings: Findings,
  walk: Walk,
  depth: number,
): void {
  if (depth > MAX_CALL_DEPTH || walk.remaining <= 0) {
    return;
  }
  let called: TemplatePipeline | undefined;
  let next: Place = place;
  if (call.refKind === 'local') {
    if (place.kind === 'entity') {
      const sibling = call.path ? place.siblings.get(call.path) : undefined;
      called = sibling && { ...sibling, inputs: sibling.inputs ?? {} };
      add(findings, undefined, sibling?.safety);
    } else {
      called = place.snapshot.pipelines.find(({ path }) => path === call.path);
    }
  } else {
    const found = calledFile(call, walk.registry);
    if (!found) {
      const { stages, safety } = detectCalled(call);
      add(findings, stages, safety);
      return;
    }
    const { template, snapshot } = found;
    called = found.file;
    if (!snapshot || !called) {
      add(findings, template.stages, template.safety);
      return;
    }
    // Safety that the registry declares holds beside what the files show.
    add(findings, undefined, template.safety);
    next = { kind: 'template', template, snapshot };
  }
  if (!called) {
    return;
  }
  const scope = calledScope(call, called.inputs, caller);
  walk.remaining -= 1 + called.jobs.length;
  for (const job of called.jobs) {
    if (!conditionHolds(job.condition, scope)) {
      continue;
    }
    const isOwn = next.kind === 'entity';
    add(findings, job.stages, job.safety, isOwn);
    for (const part of job.conditional ?? []) {
      if (partHolds(part, scope)) {
        add(findings, part.stages, part.safety, isOwn);
      }
    }
    for (const nested of job.calls) {
      followCall(nested, next, scope, findings, walk, depth + 1);
    }
  }
}

/** Events in the words that files use for them. */
const EVENT_NAMES = new Map([
  ['tag', 'push'],
  // A file that is called sees whatever event its caller does.
  ['workflow_call', undefined],
]);

/** The triggers of a job under which it scans, or what it calls does. */
function scanTriggersOf(
  job: PipelineJob,
  findingsAt: (event: string | undefined) => Findings,
): string[] {
  const told = new Set(job.scanTriggers ?? job.triggers);
  return job.triggers.filter(trigger => {
    const { scans } = findingsAt(
      EVENT_NAMES.has(trigger) ? EVENT_NAMES.get(trigger) : trigger,
    );
    return scans.elsewhere || (scans.own && told.has(trigger));
  });
}

/** Files that run only when called, and are called by a sibling, count through their callers. */
function countsThroughCallers(
  pipeline: PipelineDefinition,
  siblings: PipelineDefinition[],
): boolean {
  const onlyCalled =
    pipeline.triggers?.length === 1 && pipeline.triggers[0] === 'workflow_call';
  return (
    onlyCalled &&
    siblings.some(
      sibling =>
        sibling.path !== pipeline.path &&
        sibling.jobs.some(job =>
          job.calls.some(
            call => call.refKind === 'local' && call.path === pipeline.path,
          ),
        ),
    )
  );
}

/**
 * The stages, scan triggers and safety defaults of a pipeline, counting what it calls: reusable workflows of
 * its own repository, and approved templates as they are at the version used, through nested calls. Jobs whose
 * condition is false for this caller's inputs are left out; where the files of a version are not known, the
 * stages declared in the registry count.
 *
 * @public
 */
export function resolveStages(
  pipeline: PipelineDefinition,
  siblings: PipelineDefinition[],
  registry: TemplateRegistry,
): ResolvedStages {
  const all = noFindings();
  const scanTriggers = new Set<string>();
  if (countsThroughCallers(pipeline, siblings)) {
    return { stages: [], scanTriggers: [], safety: [] };
  }
  add(all, undefined, pipeline.safety);
  const place: Place = {
    kind: 'entity',
    siblings: new Map(
      [...siblings, pipeline].map(sibling => [sibling.path, sibling]),
    ),
  };
  const walk: Walk = { registry, remaining: MAX_CALLED_JOBS };
  for (const job of pipeline.jobs) {
    const findingsOf = (calls: PipelineReference[], event?: string) => {
      const scope: ExpressionScope = {
        inputs: {},
        closed: false,
        ...(event === undefined ? {} : { event }),
      };
      const found = noFindings();
      // A job whose condition is false under every trigger (`if: false`) never runs.
      if (conditionHolds(job.condition, scope)) {
        add(found, job.stages, undefined, true);
        for (const call of calls) {
          followCall(call, place, scope, found, walk, 1);
        }
      }
      return found;
    };
    const own = findingsOf(job.calls);
    // A child pipeline of GitLab is a pipeline of its own, which tells its triggers itself.
    const callsOfScans =
      pipeline.provider === 'gitlab'
        ? job.calls.filter(({ refKind }) => refKind !== 'local')
        : job.calls;
    const triggers = own.stages.has('security-scan')
      ? scanTriggersOf(job, event => findingsOf(callsOfScans, event))
      : [];
    triggers.forEach(trigger => scanTriggers.add(trigger));
    // What the files that are called scan by an input of theirs, they may never scan for this job.
    if (!own.scans.elsewhere && job.scanTriggers?.length === 0) {
      own.stages.delete('security-scan');
    }
    add(all, [...own.stages], [...own.safety]);
  }
  return {
    stages: STAGES.filter(stage => all.stages.has(stage)),
    scanTriggers: [...scanTriggers],
    safety: SAFETY_DEFAULTS.filter(kind => all.safety.has(kind)),
  };
}
