// SPDX-License-Identifier: Apache-2.0
import { ScorecardModelInput } from '../modelSchema';

/** @internal */
export const pipelineStandardization: ScorecardModelInput['dimensions'][number] =
  {
    id: 'pipeline-standardization',
    title: 'Pipeline standardization',
    description:
      'Does this service ship through the golden path, on a current version, with testing, scanning and rollback built in?',
    checks: [
      {
        id: 'golden-path-adoption',
        title: 'Golden-path adoption',
        failureTitle: 'Ship through the golden path',
        measure: 'pipeline.golden-path-adoption',
        ladder: [0.25, 0.5, 0.8, 0.95],
        required: true,
        weight: 2,
        remediation: {
          effort: 'medium',
          steps: [
            'Look up which golden path fits this service on the Model page, and read its inputs.',
            'Replace the jobs named in the evidence by one job that calls the golden path at its newest version.',
            'Remove the pipeline files that the golden path makes unnecessary, then deploy once to production.',
          ],
        },
      },
      {
        id: 'golden-path-drift',
        title: 'Golden-path drift',
        failureTitle: 'Update the golden path',
        measure: 'pipeline.golden-path-drift',
        ladder: [365, 180, 90, 30],
        weight: 1,
        remediation: {
          effort: 'low',
          steps: [
            'Read the release notes between the version in use and the newest one; the evidence names both.',
            'Change the reference in the named pipeline file to the newest version and let the pipeline run.',
            'Let Renovate or Dependabot keep the reference current from now on.',
          ],
        },
      },
      {
        id: 'required-stages',
        title: 'Required stages',
        failureTitle: 'Add the missing pipeline stages',
        measure: 'pipeline.required-stages',
        ladder: [0.25, 0.5, 0.75, 1],
        required: true,
        weight: 2,
        remediation: {
          effort: 'medium',
          steps: [
            'See in the evidence which stages are missing.',
            'Switch them on in the golden path by its inputs, or call the golden path that has them.',
            'Where the pipeline is your own, add a job per missing stage; its name and tools are recognized by the table in the documentation.',
          ],
        },
      },
      {
        id: 'scan-at-commit',
        title: 'Security scan at commit',
        failureTitle: 'Scan every change, not only on schedule',
        measure: 'pipeline.scan-at-commit',
        ladder: ['none', true, 'none', 'none'],
        weight: 1,
        remediation: {
          effort: 'low',
          steps: [
            'Add push or pull request (merge request) to the triggers of the pipeline that scans.',
            'Keep the scheduled scan: it finds what becomes known after a change was merged.',
          ],
        },
      },
      {
        id: 'safety-defaults',
        title: 'Safety defaults',
        failureTitle: 'Turn on the missing safety defaults',
        measure: 'pipeline.safety-defaults',
        ladder: ['none', 0.34, 0.67, 1],
        weight: 1,
        remediation: {
          effort: 'high',
          steps: [
            'See in the evidence which of feature flags, automated rollback and central secrets is missing.',
            'Take them from the golden path where it offers them; automated rollback first, it repairs the most.',
            'Where they come from elsewhere, report them with a fact of that name.',
          ],
        },
      },
    ],
  };
