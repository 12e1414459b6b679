// SPDX-License-Identifier: Apache-2.0
import { PlannedDeployment, resolveTier } from '../../records';
import { shorten } from '../readJob';
import { detectStages } from '../stages/detectStages';
import { Recognition } from '../stages/recognition';
import { asText } from '../yaml';
import { Outcome } from './outcomes';
import { PreparedJob } from './PipelineVariant';
import { GitlabRun, mentionedIn } from './runs';
import { FileVariables } from './variables';

/** Names of variables that tell where to; how a program is built (`NODE_ENV`) tells nothing. */
const TARGET_VARIABLE =
  /^(?!NODE_ENV$)(?:.*_)?(?:ENV|ENVIRONMENT|TARGET|STAGE|TIER|NAMESPACE|CLUSTER)(?:_NAME)?$/i;
const RELEASED_BRANCHES = new Set(['main', 'master']);
const EARLIER_BRANCH =
  /^(?:dev|develop|development|staging|stage|test|testing)$/i;

/**
 * Whether a job that deploys several branches runs for the one of them that is released: `main` where another one of
 * them is called after a tier before production.
 */
function isReleasedBranch(
  branch: string | undefined,
  conditions: ReadonlySet<string>,
): boolean {
  if (branch === undefined || !RELEASED_BRANCHES.has(branch)) {
    return false;
  }
  const { branches } = mentionedIn(conditions);
  return (
    branches.has(branch) &&
    [...branches].some(other => EARLIER_BRANCH.test(other))
  );
}

/**
 * Where a job deploys to that names no environment: the first words that name a tier in its name, its stage, the
 * variables that tell where to, and the branch that it runs for.
 *
 * @param conditions - conditions of its rules
 * @internal
 */
export function inferTarget(
  { name, job }: PreparedJob,
  variables: FileVariables,
  { branch }: GitlabRun,
  conditions: ReadonlySet<string>,
): Pick<PlannedDeployment, 'environment' | 'tier' | 'basis'> {
  const words = [
    name,
    asText(job.stage) ?? '',
    ...[...variables].flatMap(([variable, { value }]) =>
      TARGET_VARIABLE.test(variable) ? [value] : [],
    ),
    ...(branch === undefined ? [] : [branch]),
  ].find(text => resolveTier(text) !== 'other');
  if (words !== undefined) {
    return { environment: shorten(words), basis: 'inferred' };
  }
  return {
    ...(isReleasedBranch(branch, conditions) && { tier: 'production' }),
    basis: 'inferred',
  };
}

/** What a deployment is for: a job that rolls back, or runs when another one failed, brings no change. @internal */
export function purposeOf(
  { name, detected }: PreparedJob,
  { when }: Outcome,
  recognition: Recognition,
): PlannedDeployment['purpose'] {
  const byName = detectStages(
    { id: name, stepNames: [], scripts: [], uses: [] },
    recognition,
  ).stages;
  const rollsBack =
    byName.includes('rollback') ||
    (detected.stages.includes('rollback') && !detected.isSeenDeploying);
  return rollsBack || when === 'on_failure' ? 'rollback' : 'change';
}
