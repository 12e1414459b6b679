// SPDX-License-Identifier: Apache-2.0
import { resolveTier } from '@delivery-maturity/backstage-plugin-maturity-common';
import { digestOf } from '@delivery-maturity/backstage-plugin-maturity-node';
import { isRecognized } from './lookupEnvironments';
import { recognizers } from '../recognizers';
import { Job } from '../Session';
import { TargetState } from './state';

const HOUR_MS = 3_600_000;
/** Another one has every project read once more, as where more is told of what can be told. */
const MARKER_VERSION = 'v2';

/** Equal for two looks between which nothing happened, but for pipelines. @internal */
export function pollFingerprint({ project, target }: Job) {
  const { path, defaultBranch, lastActivityAt } = project;
  return [
    MARKER_VERSION,
    path,
    defaultBranch,
    lastActivityAt,
    ...recognizers[target.rule.recognize].fingerprint(project),
  ].join(' ');
}

/** The window for the next look: a little back for a project without pipelines, since clocks differ. @internal */
export function seenOf(job: Job, now: Date): string {
  const seen = [
    ...job.project.pipelines.map(({ updatedAt }) => updatedAt),
    ...(job.state.seenAt ? [job.state.seenAt] : []),
  ].sort();
  return (
    seen[seen.length - 1] ?? new Date(now.getTime() - HOUR_MS).toISOString()
  );
}

/** Pipelines in which something happened since the last read. @internal */
export function movedPipelines({ project, state }: Job) {
  return project.pipelines.filter(
    ({ updatedAt }) => !state.seenAt || updatedAt > state.seenAt,
  );
}

/**
 * A pushed tag is activity, but GitLab notes the time of activity once an hour at most: what came within the hour
 * after is found by one more read after that.
 *
 * @internal
 */
export function mayHaveTags({ project, state, target }: Job): boolean {
  const { lastActivityAt } = project;
  return (
    target.rule.recognize === 'tags' &&
    (!lastActivityAt ||
      !state.readAt ||
      Date.parse(state.readAt) < Date.parse(lastActivityAt) + HOUR_MS + HOUR_MS)
  );
}

/** What a look shows of deployments, where it does. @internal */
export function deployedOf({
  project,
  state,
  target,
}: Job): TargetState['deployed'] {
  if (!project.environments) {
    return undefined;
  }
  const recognized = project.environments.filter(({ name }) =>
    isRecognized(target.rule.environments, name),
  );
  // Preview environments come and go; of them only new deployments count.
  const lasting = recognized.filter(
    ({ name }) => resolveTier(name, state.tiers[name]) !== 'development',
  );
  return {
    digest: digestOf(
      lasting.map(({ name, deployments }) => `${name} ${deployments}`).sort(),
    ),
    newest: Math.max(
      state.deployed?.newest ?? 0,
      ...recognized.flatMap(({ deployments }) => deployments),
    ),
  };
}

/** Whether nothing can happen to deployments without a look showing it. @internal */
export function areDeploymentsShown({ project, state }: Job): boolean {
  return project.environments !== undefined && state.deployed !== undefined;
}

/** A deployment that no pipeline made, or, on a host that hides them, that there were some before. @internal */
export function mayHaveDeployed(job: Job): boolean {
  const { deployed, isExternal } = job.state;
  const shown = deployedOf(job);
  return deployed && shown
    ? shown.newest > deployed.newest || shown.digest !== deployed.digest
    : isExternal;
}
