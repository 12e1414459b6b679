// SPDX-License-Identifier: Apache-2.0

/** Where a published figure comes from. @public */
export interface SurveySource {
  /** Publisher and title. */
  title: string;
  /** ISO 8601, as precise as it is known. */
  date: string;
  url?: string;
}

/** A survey figure beside an organization's own, each with what it counts. @public */
export interface Benchmark {
  id: string;
  dimensionId: string;
  /** The own figure in a few words; never the name of a level, which asks for something else. */
  title: string;
  /** The own figure: the share of entities whose value of this measure is at least, or at most, this. */
  own: {
    measureId: string;
    comparison: '>=' | '<=';
    value: number;
    /** What it counts and over whom, a sentence. */
    counts: string;
  };
  survey: {
    /** Share of those asked, 0..1. */
    value: number;
    /** What was asked and of whom, a sentence. */
    asked: string;
    source: SurveySource;
  };
  /** Which way the own figure should go. */
  better: 'higher' | 'lower';
  /** False where survey and own figure answer different questions: then neither is a mark for the other. */
  comparable: boolean;
}

const HARNESS: SurveySource = {
  title: 'Harness, State of DevOps Modernization 2026',
  date: '2026-03-11',
  url: 'https://www.prnewswire.com/news-releases/harness-report-reveals-ai-coding-accelerates-development-devops-maturity-in-2026-isnt-keeping-pace-302710937.html',
};
const HARNESS_ASKED =
  '700 engineers and technical managers in the United States, the United Kingdom, France, Germany and India';

const DUPLOCLOUD: SurveySource = { title: 'DuploCloud 2026', date: '2026' };

/** The survey's two hours; exactly two still counts. */
const TWO_HOURS = 2;
/** From half on, it is how an entity usually ships. */
const MOST_DEPLOYMENTS = 0.5;
/** A quarter of the way from commit to production spent waiting for a yes: the largest single part it usually has. */
const QUARTER_OF_LEAD_TIME = 0.25;

/** The published figures that stand beside own ones. @public */
export const BENCHMARKS: readonly Benchmark[] = [
  {
    id: 'on-the-golden-path',
    dimensionId: 'pipeline-standardization',
    title: 'Mostly on the golden path',
    own: {
      measureId: 'pipeline.golden-path-adoption',
      comparison: '>=',
      value: MOST_DEPLOYMENTS,
      counts:
        'Entities that ship at least half of their production deployments through an approved golden path, of all entities where this is known.',
    },
    survey: {
      value: 0.73,
      asked: `${HARNESS_ASKED}: those who say that hardly any of their teams have golden paths.`,
      source: HARNESS,
    },
    better: 'higher',
    comparable: false,
  },
  {
    id: 'provisioned-within-two-hours',
    dimensionId: 'provisioning-time',
    title: 'Provisioned within 2 h',
    own: {
      measureId: 'provisioning.service-time',
      comparison: '<=',
      value: TWO_HOURS,
      counts:
        'Entities whose time from request to first deployment is at most two hours, of all entities where this is known.',
    },
    survey: {
      value: 0.21,
      asked: `${HARNESS_ASKED}: those who can provision a functioning build and deploy environment in under two hours.`,
      source: HARNESS,
    },
    better: 'higher',
    comparable: true,
  },
  {
    id: 'deploy-on-demand',
    dimensionId: 'on-demand-deployability',
    title: 'Ship when they want to, mostly',
    own: {
      measureId: 'deployment.on-demand-share',
      comparison: '>=',
      value: MOST_DEPLOYMENTS,
      counts:
        'Entities of which at least half of the production deployments waited at most 15 min at gates and went live within 24 h of the merge, of all entities where this is known.',
    },
    survey: {
      value: 0.29,
      asked: 'Participants of the survey: those who deploy on demand.',
      source: DUPLOCLOUD,
    },
    better: 'higher',
    comparable: true,
  },
  {
    id: 'held-up-by-approvals',
    dimensionId: 'approval-bottlenecks',
    title: 'Held up by approvals',
    own: {
      measureId: 'approval.share-of-lead-time',
      comparison: '>=',
      value: QUARTER_OF_LEAD_TIME,
      counts:
        'Entities that spend at least a quarter of the time from commit to production waiting for approval, of all entities where this is known.',
    },
    survey: {
      value: 0.47,
      asked:
        'Participants of the survey: those who name manual approval chains as the main bottleneck.',
      source: DUPLOCLOUD,
    },
    better: 'lower',
    comparable: false,
  },
];
