// SPDX-License-Identifier: Apache-2.0
import { isApplicable } from '../scoring/scoreDimension';
import { CheckResult, DimensionResult, Scorecard } from '../scoring/types';
import { TaskContent, TaskDemand } from './demandTypes';
import { taskRank } from './taskOrder';
import { Waiver } from './types';

/** What the task for a missing source says. */
interface SourceAdvice {
  source: string;
  /** Measures that live on it. */
  prefix: string;
  /** What else its records come with: without that one this one is not asked for. */
  comesWith?: string;
  title: string;
  effort: 'low' | 'medium' | 'high';
  steps: string[];
}

const SOURCES: SourceAdvice[] = [
  {
    source: 'pipelines',
    prefix: 'pipeline.',
    title: 'Connect the pipelines of this service',
    effort: 'low',
    steps: [
      'Add the annotation `github.com/project-slug` or `gitlab.com/project-slug` to catalog-info.yaml.',
      'Where no collector reaches the repository, send its files with `PUT /ingest/pipelines`.',
    ],
  },
  {
    source: 'provisionings',
    prefix: 'provisioning.',
    title: 'Connect how this service was requested',
    effort: 'medium',
    steps: [
      'Install the Scaffolder module, so that requests by template are recorded.',
      'Send requests that come by ticket or API as provisioning records with `POST /ingest/records`.',
    ],
  },
  {
    source: 'deployments',
    prefix: 'deployment.',
    title: 'Connect the deployments of this service',
    effort: 'low',
    steps: [
      'Add the annotation `github.com/project-slug` or `gitlab.com/project-slug` to catalog-info.yaml.',
      'Tell the collector how deployments are recognized: deployments of the provider, runs of a workflow, or releases.',
      'Or send CDEvents (`service.deployed`, `pipelinerun.finished`) from the pipeline with `POST /ingest/cdevents`.',
    ],
  },
  {
    source: 'gates',
    prefix: 'approval.',
    comesWith: 'deployments',
    title: 'Connect the approvals of this service',
    effort: 'low',
    steps: [
      'Grant the collector read access to environments, protection rules and deployment reviews.',
      'Or send waits with the deployments, with `POST /ingest/records`.',
    ],
  },
];

/** The id under which the task and a waiver of a missing source are found. @public */
export function connectSourceCheckId(source: string): string {
  return `connect-source:${source}`;
}

/**
 * One demand per source. It is needed where every graded check that lives on the source says that no source reaches
 * the entity.
 *
 * @internal
 */
export function connectSourceDemands(
  scorecard: Pick<Scorecard, 'dimensions' | 'level'>,
  waivers: ReadonlyMap<string, Waiver>,
): TaskDemand[] {
  const checks = scorecard.dimensions
    .flatMap(dimension => dimension.checks)
    .filter(check => check.graded && check.outcome !== 'not-applicable');
  const missing = new Map<string, boolean>();
  return SOURCES.map((advice): TaskDemand => {
    const own = checks.filter(({ measureId }) =>
      measureId.startsWith(advice.prefix),
    );
    const isMissing = own.length > 0 && own.every(isUnreached);
    missing.set(advice.source, isMissing);
    const checkId = connectSourceCheckId(advice.source);
    if (!isMissing) {
      return {
        checkId,
        state: 'done',
        cause: `Data of the source '${advice.source}' arrives.`,
      };
    }
    if (advice.comesWith && missing.get(advice.comesWith)) {
      return {
        checkId,
        state: 'gone',
        cause: `It comes with the source '${advice.comesWith}', which is to be connected first.`,
      };
    }
    const waiver = waivers.get(checkId);
    return waiver
      ? { checkId, state: 'waived', waiver }
      : {
          checkId,
          state: 'needed',
          content: content(advice, own, scorecard),
        };
  });
}

/** The sources that an entity lacks, in no order. @internal */
export function missingSources(
  scorecard: Pick<Scorecard, 'dimensions' | 'level'>,
  waivers: ReadonlyMap<string, Waiver>,
): { checkId: string; content: TaskContent }[] {
  return connectSourceDemands(scorecard, waivers).flatMap(demand =>
    demand.state === 'needed' ? [demand] : [],
  );
}

function isUnreached({ outcome, cause }: CheckResult): boolean {
  return (
    cause === 'no-source' && (outcome === 'no-data' || outcome === 'waived')
  );
}

function content(
  advice: SourceAdvice,
  checks: CheckResult[],
  { dimensions, level }: Pick<Scorecard, 'dimensions' | 'level'>,
): TaskContent {
  const coverageGain = coverageOf(checks, dimensions);
  const step = {
    checkId: connectSourceCheckId(advice.source),
    effort: advice.effort,
    // Missing data is no failure: connecting it raises the coverage, and what it does to the score is not known yet.
    gain: 0,
  };
  const titles = checks.map(({ title }) => title).join('; ');
  return {
    kind: 'connect-source' as const,
    title: advice.title,
    message: `${
      checks[0].reason ?? ''
    } Without it nothing is known about: ${titles}.`,
    steps: advice.steps,
    effort: step.effort,
    gain: step.gain,
    coverageGain,
    rank: taskRank({
      ...step,
      ...(level === undefined && { connects: coverageGain }),
    }),
    evidence: [],
  };
}

/** The part of the scorecard's coverage that checks stand for, 0..1, with two digits. */
function coverageOf(
  checks: readonly CheckResult[],
  all: readonly DimensionResult[],
): number {
  const dimensions = all.filter(dimension =>
    dimension.checks.some(isApplicable),
  );
  const total = weightOf(dimensions);
  let coverage = 0;
  for (const dimension of dimensions) {
    const applicable = dimension.checks.filter(isApplicable);
    const missing = applicable.filter(check => checks.includes(check));
    coverage +=
      (dimension.weight / total) * (weightOf(missing) / weightOf(applicable));
  }
  return Number(coverage.toFixed(2));
}

function weightOf(items: readonly { weight: number }[]): number {
  return items.reduce((sum, { weight }) => sum + weight, 0);
}
