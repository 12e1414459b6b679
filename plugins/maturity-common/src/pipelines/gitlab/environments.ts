// SPDX-License-Identifier: Apache-2.0
import { Tier } from '../../records';
import { asText, isMap, YamlMap } from '../yaml';

/** `environment:action` values that deploy nothing. */
const NO_DEPLOYMENT = new Set(['stop', 'prepare', 'verify', 'access']);
const TIERS = new Set<string>([
  'production',
  'staging',
  'testing',
  'development',
  'other',
]);

/** Whether a job stands in an environment without deploying to it. @internal */
export function deploysNothing({ environment }: YamlMap): boolean {
  return (
    isMap(environment) && NO_DEPLOYMENT.has(asText(environment.action) ?? '')
  );
}

/** The name of the environment that a job deploys to, as written. @internal */
export function environmentOf(job: YamlMap): string | undefined {
  if (!isMap(job.environment)) {
    return asText(job.environment);
  }
  return deploysNothing(job) ? undefined : asText(job.environment.name);
}

/** The tier that a job gives its environment, as written. @internal */
export function writtenTierOf({ environment }: YamlMap): string | undefined {
  return isMap(environment) ? asText(environment.deployment_tier) : undefined;
}

/** A tier of GitLab's; they have the names that records have. @internal */
export function toTier(text: string | undefined): Tier | undefined {
  return text && TIERS.has(text) ? (text as Tier) : undefined;
}
