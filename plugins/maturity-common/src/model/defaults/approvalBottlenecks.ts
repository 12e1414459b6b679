// SPDX-License-Identifier: Apache-2.0
import { ScorecardModelInput } from '../modelSchema';

/** @internal */
export const approvalBottlenecks: ScorecardModelInput['dimensions'][number] = {
  id: 'approval-bottlenecks',
  title: 'Approval bottlenecks',
  description:
    'How many humans must say yes after merge, and how long do changes wait for them?',
  checks: [
    {
      id: 'approval-gates',
      title: 'Human gates',
      failureTitle: 'Remove human gates before production',
      measure: 'approval.gates',
      ladder: [3, 2, 1, 0],
      required: true,
      weight: 2,
      remediation: {
        effort: 'medium',
        steps: [
          'For each gate of the evidence write down what the approver looks at.',
          'Turn what can be looked up by a machine into a required check: tests, scans, change windows, error budget.',
          'Remove the gate for changes that pass, and keep people for the ones that do not.',
        ],
      },
    },
    {
      id: 'approval-wait',
      title: 'Approval wait, median',
      failureTitle: 'Cut the wait for approvals',
      measure: 'approval.wait',
      ladder: [72, 24, 4, 0.25],
      required: true,
      weight: 2,
      remediation: {
        effort: 'low',
        steps: [
          'Open the slowest gates of the evidence and see who could have answered.',
          'Let the owning team approve its own deployments after a reviewed merge, and add approvers in every time zone.',
          'Send approval requests to the team’s channel, and approve by policy what passed all checks.',
        ],
      },
    },
    {
      id: 'approval-wait-tail',
      title: 'Approval wait, 90th percentile',
      failureTitle: 'Cut the longest waits for approvals',
      measure: 'approval.wait-tail',
      ladder: [168, 72, 24, 4],
      weight: 1,
      remediation: {
        effort: 'low',
        steps: [
          'See in the evidence whether weekends, absences or a single approver make the longest waits.',
          'Name at least two approvers, or a rotation, and remind after four hours.',
          'Cancel deployments that were superseded instead of letting them wait.',
        ],
      },
    },
    {
      id: 'share-of-lead-time',
      title: 'Approval share of lead time',
      failureTitle: 'Make approvals a smaller part of the lead time',
      measure: 'approval.share-of-lead-time',
      ladder: [0.5, 0.25, 0.1, 0.02],
      weight: 1,
      remediation: {
        effort: 'medium',
        steps: [
          'Compare the approval segment in “Where the time goes” with review: a second look rarely finds what the first missed.',
          'Move the approval into the review before merge, where it costs no additional wait.',
          'Replace what is left by automated policy.',
        ],
      },
    },
    {
      id: 'rubber-stamp',
      title: 'Rubber-stamp approvals',
      failureTitle: 'Replace approvals that never refuse by policy',
      measure: 'approval.rubber-stamp',
      graded: false,
      weight: 1,
      remediation: {
        effort: 'low',
        steps: [
          'Ask the approvers of the named gate what they check in under a minute.',
          'Write it as an automated check and remove the gate.',
        ],
      },
    },
  ],
};
