// SPDX-License-Identifier: Apache-2.0

/** A human gate between merge and production. */
export interface ArchetypeGate {
  gate: string;
  /** Hours, median. */
  wait: number;
}

/** How a kind of service delivers. Times in hours unless named otherwise; plausible next to the survey figures of the model. */
export interface Archetype {
  /** Production deployments a week. */
  perWeek: number;
  /** `steady`: any working day; `train`: Thursdays; `monthly`: the first Tuesday of a month. */
  rhythm: 'steady' | 'train' | 'monthly';
  changes: [number, number];
  code: number;
  review: number;
  /** Merge until a deployment is asked for. */
  batch: number;
  queue?: number;
  concurrency?: number;
  timer?: number;
  gates: ArchetypeGate[];
  deploy: number;
  failRate: number;
  recovery: number;
  pipeline:
    | 'golden'
    | 'golden-extended'
    | 'batch-golden'
    | 'homegrown'
    | 'manual';
  /** Golden-path version that it is on. */
  version?: string;
  /** Share of deployments that go through it, where it is not all. */
  goldenShare?: number;
  provisioning?: { hours: number; selfService: boolean };
}

const GATE = 'prod-approval';
const BOARD = 'change-advisory-board';
const SECURITY = 'security-sign-off';

/** Every situation that the model knows, as ways of delivering. */
export const archetypes = {
  onDemand: {
    perWeek: 11,
    rhythm: 'steady',
    changes: [1, 3],
    code: 2,
    review: 2.5,
    batch: 0.1,
    queue: 0.03,
    gates: [],
    deploy: 0.2,
    failRate: 0.04,
    recovery: 0.6,
    pipeline: 'golden',
    version: 'v3.2.0',
    provisioning: { hours: 0.4, selfService: true },
  },
  selfService: {
    perWeek: 6,
    rhythm: 'steady',
    changes: [1, 4],
    code: 6,
    review: 5,
    batch: 0.5,
    queue: 0.1,
    gates: [],
    deploy: 0.3,
    failRate: 0.1,
    recovery: 3,
    pipeline: 'golden',
    version: 'v3.1.0',
    provisioning: { hours: 1.3, selfService: true },
  },
  gated: {
    perWeek: 3.2,
    rhythm: 'steady',
    changes: [2, 6],
    code: 9,
    review: 7,
    batch: 1,
    queue: 0.2,
    timer: 0.25,
    gates: [
      { gate: GATE, wait: 21 },
      { gate: SECURITY, wait: 6 },
    ],
    deploy: 0.4,
    failRate: 0.12,
    recovery: 7,
    pipeline: 'golden-extended',
    version: 'v3.0.0',
    provisioning: { hours: 9.5, selfService: true },
  },
  lightlyGated: {
    perWeek: 5,
    rhythm: 'steady',
    changes: [1, 4],
    code: 5,
    review: 6,
    batch: 0.5,
    queue: 0.15,
    gates: [{ gate: GATE, wait: 8 }],
    deploy: 0.3,
    failRate: 0.11,
    recovery: 5,
    pipeline: 'golden-extended',
    version: 'v2.1.0',
    provisioning: { hours: 5, selfService: true },
  },
  ownGated: {
    perWeek: 3,
    rhythm: 'steady',
    changes: [2, 5],
    code: 8,
    review: 8,
    batch: 2,
    queue: 0.2,
    gates: [{ gate: GATE, wait: 19 }],
    deploy: 0.5,
    failRate: 0.15,
    recovery: 9,
    pipeline: 'homegrown',
    version: 'v2.1.0',
    goldenShare: 0.38,
    provisioning: { hours: 26, selfService: false },
  },
  weeklyTrain: {
    perWeek: 1,
    rhythm: 'train',
    changes: [4, 9],
    code: 16,
    review: 14,
    batch: 62,
    queue: 0.3,
    gates: [{ gate: BOARD, wait: 70 }],
    deploy: 0.8,
    failRate: 0.18,
    recovery: 20,
    pipeline: 'homegrown',
    version: 'v1.1.0',
    goldenShare: 0.4,
    provisioning: { hours: 60, selfService: false },
  },
  monthly: {
    perWeek: 0.25,
    rhythm: 'monthly',
    changes: [6, 14],
    code: 30,
    review: 26,
    batch: 150,
    queue: 0.5,
    gates: [
      { gate: 'quality-approval', wait: 30 },
      { gate: SECURITY, wait: 40 },
      { gate: BOARD, wait: 90 },
    ],
    deploy: 2.5,
    failRate: 0.3,
    recovery: 60,
    pipeline: 'manual',
    provisioning: { hours: 210, selfService: false },
  },
  homegrown: {
    perWeek: 2,
    rhythm: 'steady',
    changes: [2, 8],
    code: 12,
    review: 10,
    batch: 34,
    queue: 0.4,
    gates: [],
    deploy: 0.5,
    failRate: 0.24,
    recovery: 11,
    pipeline: 'homegrown',
    provisioning: { hours: 30, selfService: false },
  },
  fragile: {
    perWeek: 4.5,
    rhythm: 'steady',
    changes: [1, 5],
    code: 5,
    review: 3,
    batch: 1,
    queue: 0.2,
    gates: [],
    deploy: 0.4,
    failRate: 0.42,
    recovery: 9,
    pipeline: 'homegrown',
    version: 'v2.0.0',
    goldenShare: 0.45,
    provisioning: { hours: 4, selfService: true },
  },
  runnerStarved: {
    perWeek: 5,
    rhythm: 'steady',
    changes: [1, 4],
    code: 5,
    review: 5,
    batch: 0.5,
    queue: 5.5,
    concurrency: 2,
    gates: [],
    deploy: 0.4,
    failRate: 0.1,
    recovery: 12,
    pipeline: 'golden',
    version: 'v3.1.0',
    provisioning: { hours: 1.8, selfService: true },
  },
  timed: {
    perWeek: 4,
    rhythm: 'steady',
    changes: [1, 4],
    code: 6,
    review: 6,
    batch: 0.5,
    queue: 0.1,
    timer: 12,
    gates: [],
    deploy: 0.3,
    failRate: 0.1,
    recovery: 14,
    pipeline: 'homegrown',
    provisioning: { hours: 3, selfService: true },
  },
  batchJob: {
    perWeek: 3,
    rhythm: 'steady',
    changes: [1, 5],
    code: 8,
    review: 9,
    batch: 3,
    queue: 0.3,
    gates: [{ gate: 'release-to-production', wait: 11 }],
    deploy: 0.6,
    failRate: 0.14,
    recovery: 8,
    pipeline: 'batch-golden',
    version: 'v1.4.0',
    provisioning: { hours: 14, selfService: true },
  },
} satisfies Record<string, Archetype>;

export type ArchetypeName = keyof typeof archetypes;
