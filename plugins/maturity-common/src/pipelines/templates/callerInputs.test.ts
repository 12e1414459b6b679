// SPDX-License-Identifier: Apache-2.0
import {
  buildTemplate,
  gatesOnEveryWay,
  PipelineFile,
  readPipelines,
  resolveStages,
  waysToProduction,
} from '..';

const SHA = '1'.repeat(40);
const file = (path: string, content: object): PipelineFile => ({
  path,
  content: JSON.stringify(content),
});

/** What a service does that calls a golden path with some inputs. */
function found(
  provider: 'github' | 'gitlab',
  golden: PipelineFile[],
  service: PipelineFile,
) {
  const { template, problems } = buildTemplate({
    id: 'ci',
    provider,
    repository: `${provider}.com/acme/paths`,
    paths: ['*'],
    versions: [
      {
        name: 'v1.0.0',
        revision: SHA,
        releasedAt: '2026-01-01T00:00:00Z',
        files: golden,
      },
    ],
  });
  const templates = { templates: [template] };
  const read = readPipelines(provider, [service], {
    source: 's',
    repository: `${provider}.com/acme/shop`,
    observedAt: '2026-06-01T00:00:00.000Z',
    defaultBranch: 'main',
  });
  const resolved = read.pipelines.map(pipeline =>
    resolveStages(pipeline, read.pipelines, templates),
  );
  const { ways } = waysToProduction(read.pipelines, { templates });
  return {
    problems: [...problems, ...read.problems],
    stages: resolved.flatMap(({ stages }) => stages),
    safety: resolved.flatMap(({ safety }) => safety),
    scanTriggers: resolved.flatMap(({ scanTriggers }) => scanTriggers),
    ways: ways.length,
    gates: gatesOnEveryWay(ways, []).gates.length,
  };
}

describe('a reusable workflow whose steps hang on inputs', () => {
  const boolean = { type: 'boolean', default: true };
  const golden = [
    file('.github/workflows/ci.yml', {
      on: {
        workflow_call: {
          inputs: { scan: boolean, approve: boolean, deploy: boolean },
        },
      },
      jobs: {
        check: {
          steps: [
            { run: 'npm test' },
            { if: 'inputs.scan', run: 'trivy fs .' },
            {
              if: "inputs.scan && github.event_name == 'schedule'",
              uses: 'hashicorp/vault-action@v3',
            },
          ],
        },
        analyze: {
          steps: [
            {
              uses: './.github/actions/analyze',
              with: { lint: '${{ inputs.scan }}' },
            },
          ],
        },
        ship: {
          steps: [
            { if: 'inputs.approve', uses: 'trstringer/manual-approval@v1' },
            {
              if: 'inputs.deploy',
              run: 'helm upgrade shop . -f values-production.yaml',
            },
          ],
        },
      },
    }),
    file('.github/actions/analyze/action.yml', {
      inputs: { lint: {} },
      runs: {
        using: 'composite',
        steps: [{ if: "inputs.lint == 'true'", run: 'eslint .' }],
      },
    }),
  ];
  const service = (on: unknown, inputs?: object) =>
    file('.github/workflows/ci.yml', {
      on,
      jobs: {
        all: {
          uses: 'acme/paths/.github/workflows/ci.yml@v1.0.0',
          ...(inputs ? { with: inputs } : {}),
        },
      },
    });

  it.each([
    [
      'by their defaults',
      'push',
      undefined,
      {
        stages: ['test', 'lint', 'security-scan', 'deploy'],
        scanTriggers: ['push'],
        ways: 1,
        gates: 1,
      },
    ],
    [
      'switched off',
      'push',
      { scan: false, approve: false },
      { stages: ['test', 'deploy'], scanTriggers: [], ways: 1, gates: 0 },
    ],
    [
      'off by a word',
      'push',
      { scan: 'false', approve: 'false' },
      { stages: ['test', 'deploy'], scanTriggers: [], ways: 1, gates: 0 },
    ],
    [
      'without the deployment',
      'push',
      { scan: false, deploy: false },
      { stages: ['test'], scanTriggers: [], ways: 0, gates: 0 },
    ],
    [
      'by the event of the caller',
      ['push', 'schedule'],
      { scan: "${{ github.event_name == 'schedule' }}", deploy: false },
      {
        stages: ['test', 'lint', 'security-scan'],
        scanTriggers: ['schedule'],
        ways: 0,
        gates: 0,
      },
    ],
  ])('%s', (_, on, inputs, expected) => {
    const { problems, safety, ...rest } = found(
      'github',
      golden,
      service(on, inputs),
    );
    expect(problems).toEqual([]);
    expect({ ...rest, stages: [...rest.stages].sort() }).toEqual({
      ...expected,
      stages: [...expected.stages].sort(),
    });
    expect(safety.includes('central-secrets')).toBe(
      inputs?.scan !== false && inputs?.scan !== 'false',
    );
  });
});

describe('a GitLab component whose jobs hang on inputs', () => {
  const golden = [
    {
      path: 'templates/ci.yml',
      content: `
spec:
  inputs:
    scan: { type: boolean, default: true }
    approve: { default: 'yes' }
---
test: { script: [npm test] }
scan:
  script: [trivy fs .]
  rules:
    - if: '"$[[ inputs.scan ]]" == "true"'
audit:
  script: [npm audit]
  rules:
    - if: '"$[[ inputs.scan ]]" == "false"'
      when: never
    - when: on_success
`,
    },
  ];
  const service = (inputs?: object) =>
    file('.gitlab-ci.yml', {
      include: [
        {
          component: 'gitlab.com/acme/paths/ci@v1.0.0',
          ...(inputs ? { inputs } : {}),
        },
      ],
    });

  it.each([
    ['by their defaults', undefined, ['test', 'security-scan']],
    ['switched on', { scan: true }, ['test', 'security-scan']],
    ['switched off', { scan: false }, ['test']],
  ])('%s', (_, inputs, stages) => {
    const { problems, ...rest } = found('gitlab', golden, service(inputs));
    expect(problems).toEqual([]);
    expect(rest.stages).toEqual(stages);
  });
});
