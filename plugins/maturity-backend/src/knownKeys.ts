// SPDX-License-Identifier: Apache-2.0
import {
  KnownKeys,
  SCHEDULE_KEYS,
} from '@delivery-maturity/backstage-plugin-maturity-node';

const FOUND: KnownKeys = { stages: true, safety: true, approval: true };

/** What may stand below `maturity`, as `config.d.ts` has it. Each collector looks at its own options. @internal */
export const KNOWN_KEYS: KnownKeys = {
  releases: { within: true },
  model: {
    extends: true,
    levels: { name: true, description: true },
    window: true,
    policy: true,
    minimumCoverage: true,
    filter: true,
    targets: { filter: true, level: true },
    requiredStages: true,
    tierPatterns: { pattern: true, tier: true },
    dimensions: {
      id: true,
      title: true,
      description: true,
      weight: true,
      remove: true,
      checks: {
        id: true,
        title: true,
        failureTitle: true,
        description: true,
        measure: true,
        fact: true,
        ladder: true,
        required: true,
        weight: true,
        graded: true,
        unit: true,
        better: true,
        remediation: { effort: true, steps: true, link: true, template: true },
        applies: true,
        source: true,
        remove: true,
      },
    },
  },
  templates: {
    id: true,
    title: true,
    provider: true,
    repository: true,
    paths: true,
    defaultBranch: true,
    versions: {
      name: true,
      revision: true,
      releasedAt: true,
      files: { path: true, content: true },
    },
    stages: true,
    safety: true,
  },
  recognition: {
    actions: { action: true, input: true, ...FOUND },
    commands: { command: true, ...FOUND },
    names: { name: true, where: true, ...FOUND },
    includes: { include: true, ...FOUND },
  },
  sources: { source: true, reach: true, environment: true },
  schedule: { catalog: SCHEDULE_KEYS, fullPass: SCHEDULE_KEYS },
  ingest: { cdeventsDrafts: true },
  evaluation: { batchSize: true, workers: true, lease: true, poll: true },
  collectors: true,
};
