// SPDX-License-Identifier: Apache-2.0
import {
  environmentKey,
  PipelineDefinition,
  PlannedDeployment,
  resolveTier,
  Tier,
  TierPattern,
} from '../../records';
import { TemplateRegistry } from '../types';
import { isBeforeMerge } from './eventKinds';
import { withTemplates } from './withTemplates';

/** One way on which a change gets to production: a job that deploys there, and what can start it. @public */
export interface WayToProduction {
  pipeline: PipelineDefinition;
  deployment: PlannedDeployment;
  /** Name of the environment in lower case; `production` where words tell it. */
  destination: string;
}

/** Where the deployments of an entity's pipelines go. @public */
export interface PlannedDeployments {
  ways: WayToProduction[];
  /** Deployments of changes that nothing names, so that nobody knows whether production is where they go. */
  unknown: WayToProduction[];
  /** Deployments to production that are no way of a change: rollbacks, chores, and what only proposed changes start. */
  others: WayToProduction[];
}

/** What decides about tiers, and what called pipelines are looked up in. @public */
export interface ProductionOptions {
  tierPatterns?: readonly TierPattern[];
  templates?: TemplateRegistry;
}

/** The tier of a planned deployment; undefined where nothing tells it. @internal */
export function plannedTier(
  deployment: PlannedDeployment,
  patterns: readonly TierPattern[] | undefined,
): Tier | undefined {
  const { environment, tier } = deployment;
  if (environment === undefined) {
    return tier;
  }
  return resolveTier(environment, tier, patterns);
}

/**
 * Deployments of changes that nothing names, so that nobody knows whether production is where they go. What an
 * approved template does is told by the template.
 *
 * @public
 */
export function deploymentsOfUnknownTier({
  deployments = [],
}: PipelineDefinition): PlannedDeployment[] {
  return deployments.filter(
    ({ environment, tier, purpose, seen, events }) =>
      environment === undefined &&
      tier === undefined &&
      purpose === 'change' &&
      seen &&
      events.some(event => !isBeforeMerge(event)),
  );
}

/**
 * Tells how a change gets to production: of all that the pipelines deploy, what goes to a production tier for the
 * sake of a change. What is rolled back, repaired by hand or previewed is told apart, and so is what goes nobody
 * knows where.
 *
 * @public
 */
export function waysToProduction(
  pipelines: readonly PipelineDefinition[],
  options: ProductionOptions = {},
): PlannedDeployments {
  const result: PlannedDeployments = { ways: [], unknown: [], others: [] };
  for (const pipeline of pipelines) {
    for (const deployment of withTemplates(pipeline, options.templates)) {
      const tier = plannedTier(deployment, options.tierPatterns);
      const name = environmentKey(deployment.environment ?? '');
      const way = {
        pipeline,
        deployment,
        destination:
          deployment.basis === 'declared' && name ? name : 'production',
      };
      const isOfChange =
        deployment.purpose === 'change' &&
        deployment.events.some(event => !isBeforeMerge(event));
      if (tier === undefined && isOfChange) {
        result.unknown.push(way);
      } else if (tier === 'production') {
        (isOfChange ? result.ways : result.others).push(way);
      }
    }
  }
  // A job that only names the environment may do anything in it: it is the way where nothing else deploys there.
  const seen = result.ways.filter(({ deployment }) => deployment.seen);
  if (seen.length > 0) {
    result.others.push(
      ...result.ways.filter(({ deployment }) => !deployment.seen),
    );
    result.ways = seen;
  }
  return result;
}
