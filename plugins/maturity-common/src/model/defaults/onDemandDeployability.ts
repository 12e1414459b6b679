// SPDX-License-Identifier: Apache-2.0
import { ScorecardModelInput } from '../modelSchema';

/** @internal */
export const onDemandDeployability: ScorecardModelInput['dimensions'][number] =
  {
    id: 'on-demand-deployability',
    title: 'On-demand deployability',
    description: 'Can the team ship when it wants to, quickly, and recover?',
    checks: [
      {
        id: 'deployment-frequency',
        title: 'Deployment frequency',
        failureTitle: 'Deploy more often',
        measure: 'deployment.frequency',
        ladder: [0.25, 1, 5, 10],
        required: true,
        weight: 2,
        remediation: {
          effort: 'medium',
          steps: [
            'Deploy on every merge to the default branch instead of on fixed days.',
            'Make changes smaller: one pull request, one deployment.',
            'Separate deployment from release with feature flags, so that unfinished work may go live.',
          ],
        },
      },
      {
        id: 'lead-time',
        title: 'Lead time, median',
        failureTitle: 'Shorten the lead time',
        measure: 'deployment.lead-time',
        ladder: [730, 168, 24, 1],
        required: true,
        weight: 2,
        remediation: {
          effort: 'medium',
          steps: [
            'See in “Where the time goes” which segment is the longest: review, batch, approval or the pipeline itself.',
            'Review: keep changes small and answer within the working day. Batch: deploy on every merge. Approval: replace gates by automated policy.',
            'Pipeline: run jobs in parallel, cache dependencies, and drop steps that never fail.',
          ],
        },
      },
      {
        id: 'on-demand-share',
        title: 'On-demand share',
        failureTitle: 'Let deployments go out when they are ready',
        measure: 'deployment.on-demand-share',
        ladder: [0.25, 0.5, 0.8, 0.95],
        weight: 1,
        remediation: {
          effort: 'medium',
          steps: [
            'Take the late deployments of the evidence: did they wait at a gate, at a timer, or for a release day?',
            'Remove wait timers that no one watches, and gates that automated checks can replace.',
            'Trigger the production deployment by the merge instead of by hand.',
          ],
        },
      },
      {
        id: 'change-fail-rate',
        title: 'Change fail rate',
        failureTitle: 'Make changes fail less often',
        measure: 'deployment.change-fail-rate',
        ladder: [0.45, 0.3, 0.15, 0.05],
        weight: 1,
        remediation: {
          effort: 'high',
          steps: [
            'Group the failed deployments of the evidence by cause: the change, the pipeline, or the environment.',
            'For the most frequent cause add the test or check that would have stopped it before production.',
            'Roll out gradually, with automated rollback on the first bad signal.',
          ],
        },
      },
      {
        id: 'recovery-time',
        title: 'Recovery time, median',
        failureTitle: 'Recover faster from failed changes',
        measure: 'deployment.recovery-time',
        ladder: [168, 24, 7.6, 1],
        weight: 1,
        remediation: {
          effort: 'medium',
          steps: [
            'Make rollback one click or automatic, and practice it.',
            'Alert on failed deployments where the team looks, with a link to the run.',
            'Let urgent fixes take the same road with the same checks, without additional approvals.',
          ],
        },
      },
      {
        id: 'rework-rate',
        title: 'Rework rate',
        failureTitle: 'Reduce unplanned deployments',
        measure: 'deployment.rework-rate',
        graded: false,
        weight: 1,
        remediation: {
          effort: 'high',
          steps: [
            'Read the rollbacks and hotfixes of the evidence for what they have in common.',
            'Move that check before production.',
          ],
        },
      },
    ],
  };
