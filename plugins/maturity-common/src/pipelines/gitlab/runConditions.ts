// SPDX-License-Identifier: Apache-2.0
import { asList, asText, isMap, YamlMap } from '../yaml';
import { JobResolver } from './resolveJobs';

const SOURCES: Record<string, string> = {
  merge_request_event: 'merge_request',
  external_pull_request_event: 'merge_request',
  push: 'push',
  schedule: 'schedule',
  web: 'manual',
  api: 'api',
  trigger: 'api',
  pipeline: 'pipeline',
  parent_pipeline: 'pipeline',
};

const ONLY: Record<string, string> = {
  branches: 'push',
  pushes: 'push',
  tags: 'tag',
  merge_requests: 'merge_request',
  external_pull_requests: 'merge_request',
  schedules: 'schedule',
  web: 'manual',
  api: 'api',
  triggers: 'api',
  pipelines: 'pipeline',
};

/** Whether a condition asks for a tag, unless that is one of several ways to meet it. */
function asksForTag(condition: string): boolean {
  return (
    /\$CI_COMMIT_TAG(?!\s*(?:==\s*(?:null|""|'')|!=\s*["'/]\S|!~))\b/.test(
      condition,
    ) && !condition.includes('||')
  );
}

function triggersOfCondition(condition: string | undefined): string[] {
  if (!condition) {
    return ['push'];
  }
  const found: string[] = [];
  for (const match of condition.matchAll(
    /\$CI_PIPELINE_SOURCE\s*==\s*["']([\w-]+)["']/g,
  )) {
    found.push(SOURCES[match[1]] ?? match[1]);
  }
  const pattern = /\$CI_PIPELINE_SOURCE\s*=~\s*\/([^/]*)\//.exec(condition);
  for (const source of Object.keys(SOURCES)) {
    if (pattern && pattern[1].includes(source)) {
      found.push(SOURCES[source]);
    }
  }
  if (asksForTag(condition)) {
    // A tag is pushed, too.
    return found.length > 0
      ? found.map(trigger => (trigger === 'push' ? 'tag' : trigger))
      : ['tag'];
  }
  if (found.length > 0) {
    return found;
  }
  if (/\$CI_COMMIT_TAG\b/.test(condition) && condition.includes('||')) {
    return ['tag', 'push'];
  }
  return /\$CI_MERGE_REQUEST_/.test(condition) ? ['merge_request'] : ['push'];
}

function rulesOf(job: YamlMap, resolver: JobResolver): YamlMap[] | undefined {
  if (job.rules === undefined) {
    return undefined;
  }
  return asList(resolver.follow(job.rules))
    .flatMap(rule => asList(rule))
    .filter(isMap);
}

/** What makes a job run: a push, a merge request, a tag, a schedule, a person. @internal */
export function jobTriggers(job: YamlMap, resolver: JobResolver): string[] {
  const rules = rulesOf(job, resolver);
  if (rules) {
    return [
      ...new Set(
        rules
          .filter(rule => asText(rule.when) !== 'never')
          .flatMap(rule => triggersOfCondition(asText(rule.if))),
      ),
    ];
  }
  const only = isMap(job.only) ? job.only.refs : job.only;
  const refs = asList(only)
    .map(asText)
    .filter((ref): ref is string => ref !== undefined);
  return refs.length > 0
    ? [...new Set(refs.map(ref => ONLY[ref] ?? 'push'))]
    : ['push'];
}

/** The triggers that `workflow:rules` lets through; undefined when everything may run. @internal */
export function workflowTriggers(resolver: JobResolver): string[] | undefined {
  const { all } = resolver;
  return isMap(all.workflow) && all.workflow.rules !== undefined
    ? jobTriggers({ rules: all.workflow.rules }, resolver)
    : undefined;
}

/** How a job waits for a person: not at all, or so that later stages wait with it. @internal */
export function manualStart(
  job: YamlMap,
  resolver: JobResolver,
): { manual: boolean; blocking: boolean } {
  const own = asText(job.when);
  const rules = rulesOf(job, resolver);
  const running = rules?.filter(rule => (asText(rule.when) ?? own) !== 'never');
  const manual =
    running && running.length > 0
      ? running.every(rule => (asText(rule.when) ?? own) === 'manual')
      : rules === undefined && own === 'manual';
  const allowed =
    running?.find(rule => rule.allow_failure !== undefined)?.allow_failure ??
    job.allow_failure;
  // Under `rules` a manual job blocks unless it says otherwise; a plain `when: manual` does not block.
  const blocking =
    manual && (allowed === undefined ? rules !== undefined : allowed === false);
  return { manual, blocking };
}
