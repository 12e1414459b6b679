// SPDX-License-Identifier: Apache-2.0
import { asList, asText, isMap, YamlMap } from '../yaml';
import { Conditions, Lookup } from './Conditions';
import { allOf, anyOf, isSame, not, Truth } from './Known';
import { GitlabRun } from './runs';
import { FileVariables, readVariables } from './variables';

/** One way in which a job takes part in a run. @internal */
export interface Outcome {
  /** `on_success`, `always`, `manual`, `delayed`, `on_failure` */
  when: string;
  /** Whether the pipeline goes on without it; of a manual job, without anybody pressing the button. */
  allowFailure: boolean;
  startIn?: string;
  variables: FileVariables;
}

/** What decides whether a job takes part in a run. @internal */
export interface RunPolicy {
  rules?: YamlMap[];
  only?: unknown;
  except?: unknown;
  /** Without rules of its own a job runs for branches and tags, unless the workflow has rules. */
  hasWorkflowRules: boolean;
}

const NO_VARIABLES: FileVariables = new Map();
const REFS = new Map<string, (run: GitlabRun) => Truth>([
  ['branches', run => run.event !== 'merge_request' && !isTag(run)],
  ['tags', isTag],
  ['pushes', run => sourceOf(run) === 'push'],
  ['merge_requests', run => sourceOf(run) === 'merge_request_event'],
  [
    'external_pull_requests',
    run => sourceOf(run) === 'external_pull_request_event',
  ],
  ['schedules', run => sourceOf(run) === 'schedule'],
  ['web', run => sourceOf(run) === 'web'],
  ['api', run => sourceOf(run) === 'api'],
  ['triggers', run => sourceOf(run) === 'trigger'],
  ['pipelines', run => sourceOf(run) === 'pipeline'],
  ['chat', run => sourceOf(run) === 'chat'],
]);

function isTag(run: GitlabRun): boolean {
  return run.predefined.get('CI_COMMIT_TAG') !== null;
}

function sourceOf(run: GitlabRun) {
  return run.predefined.get('CI_PIPELINE_SOURCE');
}

/** Paths that changed are known of no run; a schedule, a tag or a person starts everything. */
function changesHold(rule: YamlMap, run: GitlabRun): Truth {
  if (rule.changes === undefined && rule.exists === undefined) {
    return true;
  }
  if (rule.exists !== undefined) {
    return undefined;
  }
  return run.isOpen || isTag(run) ? true : undefined;
}

/** Whether a rule is met. @internal */
export function ruleHolds(
  rule: YamlMap,
  run: GitlabRun,
  conditions: Conditions,
  lookup: Lookup,
): Truth {
  const condition = asText(rule.if);
  return allOf([
    condition === undefined ? true : conditions.holds(condition, lookup),
    changesHold(rule, run),
  ]);
}

function isAllowedToFail(job: YamlMap, rule: YamlMap | undefined): boolean {
  const written = rule?.allow_failure ?? job.allow_failure;
  if (written !== undefined) {
    // With exit codes a job may fail, but a button still waits.
    return written === true || written === 'true';
  }
  // A button that a rule asks for holds the pipeline up, one that the job itself asks for does not.
  return rule?.when === undefined && asText(job.when) === 'manual';
}

function outcomeOf(job: YamlMap, rule: YamlMap | undefined): Outcome {
  const when = asText(rule?.when) ?? asText(job.when) ?? 'on_success';
  const startIn = asText(rule?.start_in) ?? asText(job.start_in);
  return {
    when,
    allowFailure: isAllowedToFail(job, rule),
    variables: rule?.variables ? readVariables(rule.variables) : NO_VARIABLES,
    ...(when === 'delayed' && startIn ? { startIn } : {}),
  };
}

/** Whether a run is of one of the refs: `branches`, `main`, `/^release-/`, `schedules`. */
function isOfRefs(
  refs: unknown,
  run: GitlabRun,
  conditions: Conditions,
  lookup: Lookup,
): Truth {
  return anyOf(
    asList(refs).map(item => {
      const [ref] = (asText(item) ?? '').split('@');
      const known = REFS.get(ref);
      if (known) {
        return known(run);
      }
      if (run.event === 'merge_request') {
        return false;
      }
      const name = lookup('CI_COMMIT_REF_NAME');
      return ref.startsWith('/')
        ? conditions.holds(`$CI_COMMIT_REF_NAME =~ ${ref}`, lookup)
        : isSame(name, ref);
    }),
  );
}

/** Whether `only` or `except` is met: `all` keys must be, or any of them. */
function policyHolds(
  policy: unknown,
  run: GitlabRun,
  conditions: Conditions,
  lookup: Lookup,
  unite: (values: Truth[]) => Truth,
): Truth {
  if (!isMap(policy)) {
    return isOfRefs(policy, run, conditions, lookup);
  }
  const parts: Truth[] = [];
  if (policy.refs !== undefined) {
    parts.push(isOfRefs(policy.refs, run, conditions, lookup));
  }
  if (policy.variables !== undefined) {
    parts.push(
      anyOf(
        asList(policy.variables).map(condition =>
          conditions.holds(asText(condition) ?? '', lookup),
        ),
      ),
    );
  }
  if (policy.changes !== undefined || policy.kubernetes !== undefined) {
    parts.push(undefined);
  }
  return unite(parts);
}

function oldPolicyHolds(
  { only, except, hasWorkflowRules }: RunPolicy,
  run: GitlabRun,
  conditions: Conditions,
  lookup: Lookup,
): Truth {
  const hasRefs = !isMap(only) || only.refs !== undefined;
  const isUsual = only === undefined ? !hasWorkflowRules : !hasRefs;
  return allOf([
    isUsual ? isOfRefs(['branches', 'tags'], run, conditions, lookup) : true,
    only === undefined
      ? true
      : policyHolds(only, run, conditions, lookup, allOf),
    except === undefined
      ? true
      : not(policyHolds(except, run, conditions, lookup, anyOf)),
  ]);
}

/**
 * The ways in which a job may take part in a run: none where it certainly does not, one where that is certain, several
 * where it hangs on what the files do not tell.
 *
 * @internal
 */
export function outcomesOf(
  job: YamlMap,
  policy: RunPolicy,
  run: GitlabRun,
  conditions: Conditions,
  lookup: Lookup,
): Outcome[] {
  const { rules } = policy;
  if (!rules) {
    const holds = oldPolicyHolds(policy, run, conditions, lookup);
    const outcome = outcomeOf(job, undefined);
    return holds === false || outcome.when === 'never' ? [] : [outcome];
  }
  const outcomes: Outcome[] = [];
  for (const rule of rules) {
    const holds = ruleHolds(rule, run, conditions, lookup);
    if (holds === false) {
      continue;
    }
    const outcome = outcomeOf(job, rule);
    if (outcome.when !== 'never') {
      outcomes.push(outcome);
    }
    if (holds) {
      break;
    }
  }
  return outcomes;
}
