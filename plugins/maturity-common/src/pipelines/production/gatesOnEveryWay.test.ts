// SPDX-License-Identifier: Apache-2.0
import { Gate, PipelineDefinition, PlannedDeployment } from '../../records';
import { gatesOnEveryWay } from './gatesOnEveryWay';
import { waysToProduction } from './waysToProduction';

function pipeline(
  path: string,
  ...deployments: Partial<PlannedDeployment>[]
): PipelineDefinition {
  return {
    source: 's',
    id: `pipeline:${path}`,
    observedAt: '2026-06-01T00:00:00.000Z',
    provider: 'github',
    path,
    jobs: [],
    references: [],
    gates: [],
    stages: [],
    scanTriggers: [],
    deploysTo: [],
    deployments: deployments.map(deployment => ({
      job: 'deploy',
      environment: 'production',
      basis: 'declared',
      purpose: 'change',
      seen: true,
      events: ['push'],
      gates: [],
      passes: [deployment.environment ?? 'production'],
      calls: [],
      ...deployment,
    })),
  };
}

const button = (gate: string): Gate => ({ kind: 'manual-job', gate });
const ask = (gate: string): Gate => ({ kind: 'approval-action', gate });
const reviewers = (environment: string, count = 1): Gate => ({
  kind: 'required-reviewers',
  gate: environment,
  environment,
  reviewers: count,
});

function namesOf(pipelines: PipelineDefinition[], protection: Gate[] = []) {
  const inventory = protection.map(gate => ({ gate, pipeline: pipelines[0] }));
  const { gates, others } = gatesOnEveryWay(
    waysToProduction(pipelines).ways,
    inventory,
  );
  return {
    gates: gates.map(({ gate }) => gate.gate).sort(),
    others: others.map(({ gate }) => gate.gate).sort(),
  };
}

const byHand = { events: ['workflow_dispatch'] };

describe('gates on the way to production', () => {
  it.each<{
    what: string;
    pipelines: PipelineDefinition[];
    protection?: Gate[];
    gates: string[];
    others?: string[];
  }>([
    {
      what: 'nothing stands where a push deploys',
      pipelines: [pipeline('a', {})],
      gates: [],
    },
    {
      what: 'a start by hand of the only way is one',
      pipelines: [pipeline('a', byHand)],
      gates: ['manual start of a'],
    },
    {
      what: 'a start by hand beside a push is none',
      pipelines: [
        pipeline('a', { events: ['push', 'workflow_dispatch'] }),
        pipeline('b', byHand),
      ],
      gates: [],
      others: ['manual start of a', 'manual start of b'],
    },
    {
      what: 'of two buttons for one environment one has to be pressed',
      pipelines: [pipeline('a', byHand), pipeline('b', byHand)],
      gates: ['manual start of a'],
      others: ['manual start of b'],
    },
    {
      what: 'a rollback and a chore are no ways',
      pipelines: [
        pipeline('a', {}),
        pipeline('b', { ...byHand, purpose: 'rollback' }),
        pipeline('c', { ...byHand, purpose: 'chore' }),
      ],
      gates: [],
    },
    {
      what: 'what only names the environment is no way beside what deploys there',
      pipelines: [
        pipeline('a', byHand),
        pipeline('b', { events: ['push'], seen: false }),
      ],
      gates: ['manual start of a'],
    },
    {
      what: 'an approval step stands on its way',
      pipelines: [pipeline('a', { gates: [ask('board')] })],
      gates: ['board'],
    },
    {
      what: 'an approval that another push does not pass is none',
      pipelines: [pipeline('a', { gates: [ask('board')] }), pipeline('b', {})],
      gates: [],
      others: ['board'],
    },
    {
      what: 'parts of one run that each have a button have them all',
      pipelines: [
        pipeline(
          'a',
          { job: 'x', gates: [button('x')] },
          { job: 'y', gates: [button('y')] },
        ),
      ],
      gates: ['x', 'y'],
    },
    {
      what: 'an optional button beside an automatic part is none',
      pipelines: [
        pipeline('a', { job: 'x' }, { job: 'y', gates: [button('y')] }),
      ],
      gates: [],
      others: ['y'],
    },
    {
      what: 'a button for another region is none while one needs none',
      pipelines: [
        pipeline(
          'a',
          { job: 'eu', environment: 'production-eu' },
          { job: 'us', environment: 'production-us', gates: [button('us')] },
        ),
      ],
      gates: [],
      others: ['us'],
    },
    {
      what: 'reviewers of each region stand on the way',
      pipelines: [
        pipeline(
          'a',
          { job: 'eu', environment: 'production-eu' },
          { job: 'us', environment: 'production-us' },
        ),
      ],
      protection: [reviewers('production-eu'), reviewers('production-us')],
      gates: ['production-eu', 'production-us'],
    },
    {
      what: 'names of environments differ in case and space',
      pipelines: [pipeline('a', { environment: 'Production ' })],
      protection: [reviewers('production')],
      gates: ['production'],
    },
    {
      what: 'reviewers of an environment that is passed before stand on the way',
      pipelines: [pipeline('a', { passes: ['staging', 'production'] })],
      protection: [reviewers('staging'), reviewers('production', 0)],
      gates: ['staging'],
    },
    {
      what: 'a proposed change gets nowhere',
      pipelines: [
        pipeline('a', { events: ['pull_request'] }),
        pipeline('b', byHand),
      ],
      gates: ['manual start of b'],
    },
    {
      what: 'of an inferred tier like of a declared one',
      pipelines: [
        pipeline('a', {
          ...byHand,
          basis: 'inferred',
          environment: 'prod-cluster',
          passes: [],
        }),
      ],
      gates: ['manual start of a'],
    },
    {
      what: "the provider's own tier counts",
      pipelines: [
        pipeline('a', {
          ...byHand,
          environment: 'frankfurt',
          tier: 'production',
        }),
      ],
      protection: [reviewers('frankfurt', 2)],
      gates: ['frankfurt', 'manual start of a'],
    },
  ])('$what', ({ pipelines, protection, gates, others }) => {
    const found = namesOf(pipelines, protection);
    expect(found.gates).toEqual(gates);
    expect(found.others).toEqual(others ?? []);
  });

  it('leave open what nobody names', () => {
    const { ways, unknown } = waysToProduction([
      pipeline('a', { environment: undefined, basis: 'inferred' }),
    ]);
    expect(ways).toEqual([]);
    expect(unknown.map(({ deployment }) => deployment.job)).toEqual(['deploy']);
  });
});
