// SPDX-License-Identifier: Apache-2.0
import { ScorecardModelInput } from '../modelSchema';

/** @internal */
export const provisioningTime: ScorecardModelInput['dimensions'][number] = {
  id: 'provisioning-time',
  title: 'Provisioning time',
  description:
    'How long from asking for a service or environment until it builds and deploys?',
  checks: [
    {
      id: 'service-time',
      title: 'Request to first deployment',
      failureTitle: 'Shorten the way from request to first deployment',
      measure: 'provisioning.service-time',
      ladder: [168, 24, 2, 0.5],
      required: true,
      weight: 2,
      remediation: {
        effort: 'high',
        steps: [
          'See in the evidence where the time went: request, repository, first green build, first deployment.',
          'Let the software template create repository, pipeline, environments and credentials in one run.',
          'Deploy the untouched skeleton to production once, so that the first change meets a working road.',
        ],
      },
    },
    {
      id: 'environment-time',
      title: 'Environment time, 90th percentile',
      failureTitle: 'Shorten the wait for environments',
      measure: 'provisioning.environment-time',
      ladder: [168, 24, 2, 0.5],
      weight: 1,
      remediation: {
        effort: 'high',
        steps: [
          'Take the slowest requests of the evidence and name what each waited for.',
          'Offer environments as a software template or an API with quotas instead of approvals.',
          'Create them from code, so that the second one costs minutes.',
        ],
      },
    },
    {
      id: 'self-service',
      title: 'Self-service share',
      failureTitle: 'Replace tickets by self-service',
      measure: 'provisioning.self-service',
      ladder: ['none', 0.5, 0.8, 0.95],
      weight: 1,
      remediation: {
        effort: 'medium',
        steps: [
          'Find in the evidence what was asked for by ticket or by hand.',
          'Publish a software template for the most frequent of these requests.',
          'Link the template from the ticket form, and close the form once nobody needs it.',
        ],
      },
    },
  ],
};
