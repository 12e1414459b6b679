// SPDX-License-Identifier: Apache-2.0
import { listPatterns } from '@delivery-maturity/backstage-plugin-maturity-node';
import { RecognitionRule } from '../config';

/** What a rule takes for a deployment, as a noun phrase for the portal. @internal */
export function describeRule(rule: RecognitionRule): string {
  const { environment, environments, jobs, recognize, tags } = rule;
  const to = `, to ${environment}`;
  switch (recognize) {
    case 'deployments':
      return environments.length > 0
        ? `GitLab's deployments to ${listPatterns(environments)}`
        : "GitLab's deployments";
    case 'pipelines':
      return `runs of the jobs ${listPatterns(jobs)}`;
    case 'releases':
      return tags.length > 0
        ? `releases tagged ${listPatterns(tags)}${to}`
        : `releases${to}`;
    default:
      return tags.length > 0 ? `tags ${listPatterns(tags)}${to}` : `tags${to}`;
  }
}
