// SPDX-License-Identifier: Apache-2.0
import { listPatterns } from '@delivery-maturity/backstage-plugin-maturity-node';
import { RecognitionRule } from '../config';

/** What a rule takes for a deployment, as a noun phrase for the portal. @internal */
export function describeRule(rule: RecognitionRule): string {
  const { environment, environments, recognize, tags, workflows } = rule;
  const to = `, to ${environment}`;
  switch (recognize) {
    case 'deployments':
      return environments.length > 0
        ? `entries of the Deployments API in ${listPatterns(environments)}`
        : 'entries of the Deployments API';
    case 'workflow-runs':
      return workflows.length > 0
        ? `runs of ${listPatterns(workflows)}`
        : `runs of workflows that deploy to ${listPatterns(environments)}`;
    case 'releases':
      return [
        'releases',
        tags.length > 0 && ` tagged ${listPatterns(tags)}`,
        rule.prereleases && ', pre-releases too',
        to,
      ]
        .filter(Boolean)
        .join('');
    default:
      return tags.length > 0 ? `tags ${listPatterns(tags)}${to}` : `tags${to}`;
  }
}
