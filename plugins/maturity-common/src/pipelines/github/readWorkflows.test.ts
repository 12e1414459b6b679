// SPDX-License-Identifier: Apache-2.0
import {
  buildTemplate,
  gatesOnEveryWay,
  readPipelines,
  waysToProduction,
} from '..';
import { PipelineDefinition } from '../../records';

const REPOSITORY = 'example.com/acme/shop';

function read(files: Record<string, string>): PipelineDefinition[] {
  const { pipelines, problems } = readPipelines(
    'github',
    Object.entries(files).map(([name, content]) => ({
      path: name.includes('/') ? name : `.github/workflows/${name}.yml`,
      content,
    })),
    {
      source: 's',
      repository: REPOSITORY,
      observedAt: '2026-06-01T00:00:00.000Z',
    },
  );
  expect(problems).toEqual([]);
  return pipelines;
}

/** `environment <- events` of each way to production. */
function waysOf(files: Record<string, string>): string[] {
  return waysToProduction(read(files)).ways.map(
    ({ deployment: { environment, events } }) =>
      `${environment} <- ${events.join(', ')}`,
  );
}

const ON_PUSH = 'on: { push: { branches: [main] } }';
const SHIP = 'steps: [{ run: helm upgrade --install shop ./chart }]';
const dispatch = (input: string) =>
  `on: { workflow_dispatch: { inputs: { where: ${input} } } }`;

describe('ways to production', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'a choice that a person makes',
      {
        a: `${dispatch(
          '{ type: choice, options: [staging, production] }',
        )}\njobs: { a: { environment: "\${{ inputs.where }}", ${SHIP} } }`,
      },
      ['production <- workflow_dispatch'],
    ],
    [
      'any text that a person writes',
      {
        a: `${dispatch(
          '{ type: string }',
        )}\njobs: { a: { environment: { name: "\${{ github.event.inputs.where }}" }, ${SHIP} } }`,
      },
      ['production <- workflow_dispatch'],
    ],
    [
      'a matrix',
      {
        a: `${ON_PUSH}\njobs: { a: { strategy: { matrix: { to: [qa, prod-eu] } }, environment: "\${{ matrix.to }}", ${SHIP} } }`,
      },
      ['prod-eu <- push'],
    ],
    [
      'the branch that is pushed',
      {
        a: `on: { push: { branches: [main, next] } }\njobs: { a: { environment: "\${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}", ${SHIP} } }`,
      },
      ['production <- push'],
    ],
    [
      'an output that a script writes',
      {
        a: `${ON_PUSH}\njobs:\n  s:\n    outputs: { to: "\${{ steps.e.outputs.to }}" }\n    steps:\n      - id: e\n        run: |\n          if [ -n "$X" ]; then WHERE="staging"; else WHERE="production"; fi\n          echo "to=$WHERE" >> "$GITHUB_OUTPUT"\n  a: { needs: s, environment: "\${{ needs.s.outputs.to }}", ${SHIP} }`,
      },
      ['production <- push'],
    ],
    [
      'an input of a called local file, through two of them',
      {
        a: `on: workflow_dispatch\njobs: { go: { uses: ./.github/workflows/b.yml, with: { to: production } } }`,
        b: `on: { workflow_call: { inputs: { to: { type: string } } } }\njobs: { go: { uses: ./.github/workflows/c.yml, with: { where: "\${{ inputs.to }}" } } }`,
        c: `on: { workflow_call: { inputs: { where: { type: string } } } }\njobs: { ship: { environment: "\${{ inputs.where }}", ${SHIP} } }`,
      },
      ['production <- workflow_dispatch'],
    ],
    [
      'the run that it follows',
      {
        build: `name: Build\n${ON_PUSH}\njobs: { b: { steps: [{ run: make }] } }`,
        ship: `on: { workflow_run: { workflows: [Build], types: [completed] } }\njobs: { a: { environment: production, ${SHIP} } }`,
      },
      ['production <- push'],
    ],
    [
      'a command in another file that starts it',
      {
        ci: `${ON_PUSH}\njobs: { b: { steps: [{ run: gh workflow run ship.yml -f x=1 }] } }`,
        ship: `on: workflow_dispatch\njobs: { a: { environment: production, ${SHIP} } }`,
      },
      ['production <- workflow_dispatch, push'],
    ],
    [
      'the name of the file',
      { 'deploy-production': `${ON_PUSH}\njobs: { deploy: { ${SHIP} } }` },
      ['deploy-production <- push'],
    ],
    [
      'a value file of the command',
      {
        a: `${ON_PUSH}\njobs: { deploy: { steps: [{ run: helm upgrade shop ./chart -f values-prod.yaml }] } }`,
      },
      ['values-prod.yaml <- push'],
    ],
    [
      'an input of the action',
      {
        a: `${ON_PUSH}\njobs: { deploy: { steps: [{ uses: nais/deploy@v2, name: Deploy, with: { CLUSTER: prod-gcp } }] } }`,
      },
      ['prod-gcp <- push'],
    ],
    [
      'an input of what is called elsewhere',
      {
        a: `${ON_PUSH}\njobs: { deploy: { uses: acme/paths/.github/workflows/deploy.yml@v1, with: { environment: production } } }`,
      },
      ['production <- push'],
    ],
    [
      'a step that one event leaves out',
      {
        a: `on: { push: { branches: [main] }, workflow_dispatch: {} }\njobs:\n  go:\n    steps:\n      - { name: Deploy to staging, if: github.event_name == 'push', run: ./go.sh }\n      - { name: Deploy to production, if: github.event_name == 'workflow_dispatch', run: ./go.sh }`,
      },
      ['production <- workflow_dispatch'],
    ],
    [
      'a merged pull request',
      {
        a: `on: { pull_request: { types: [closed] } }\njobs: { a: { if: github.event.pull_request.merged, environment: production, ${SHIP} } }`,
      },
      ['production <- pull_request closed'],
    ],
    [
      'no rehearsal, no environment for secrets only, no rollback, no chore',
      {
        a: `${ON_PUSH}\njobs:\n  dry: { name: production, steps: [{ run: helm upgrade shop ./chart --dry-run }] }\n  test: { environment: { name: production, deployment: false }, steps: [{ run: npm test }] }`,
        rollback: `on: workflow_dispatch\njobs: { rollback: { environment: production, steps: [{ run: kubectl rollout undo deployment/shop }] } }`,
        'clear-cache': `on: workflow_dispatch\njobs: { clear: { environment: production, steps: [{ run: ./clear.sh }] } }`,
      },
      [],
    ],
  ])('are told by %s', (_, files, ways) => {
    expect(waysOf(files)).toEqual(ways);
  });

  it('leave open where a deployment goes that nothing names', () => {
    const { ways, unknown } = waysToProduction(
      read({ a: `${ON_PUSH}\njobs: { go: { ${SHIP} } }` }),
    );
    expect(ways).toEqual([]);
    expect(unknown).toHaveLength(1);
  });
});

describe('a golden path', () => {
  const { template } = buildTemplate({
    id: 'paved',
    provider: 'github',
    repository: 'example.com/acme/paths',
    paths: ['.github/workflows/*'],
    versions: [
      {
        name: 'v1.0.0',
        revision: 'a'.repeat(40),
        releasedAt: '2026-05-01T00:00:00Z',
        files: [
          {
            path: '.github/workflows/main.yml',
            content: `on: { workflow_call: { inputs: { to: { type: string }, ask: { type: boolean, default: true } } } }\njobs:\n  ask: { if: inputs.ask, steps: [{ uses: trstringer/manual-approval@v1 }] }\n  inner: { needs: ask, uses: ./.github/workflows/ship.yml, with: { where: "\${{ inputs.to }}" } }`,
          },
          {
            path: '.github/workflows/ship.yml',
            content: `on: { workflow_call: { inputs: { where: { type: string } } } }\njobs: { ship: { environment: "\${{ inputs.where }}", ${SHIP} } }`,
          },
        ],
      },
    ],
  });
  const templates = { templates: [template] };
  const call = (inputs: string) =>
    read({
      a: `${ON_PUSH}\njobs: { go: { uses: acme/paths/.github/workflows/main.yml@v1.0.0, with: ${inputs} } }`,
    });

  it('brings its deployments and its gates, whatever its name', () => {
    const { ways } = waysToProduction(call('{ to: production }'), {
      templates,
    });
    expect(ways.map(({ destination }) => destination)).toEqual(['production']);
    expect(gatesOnEveryWay(ways).gates.map(({ gate }) => gate.gate)).toEqual([
      'ask (trstringer/manual-approval)',
    ]);
  });

  it('deploys elsewhere for another caller', () => {
    expect(
      waysToProduction(call('{ to: staging }'), { templates }).ways,
    ).toEqual([]);
  });

  it('is nothing where it is not known', () => {
    expect(waysToProduction(call('{ to: production }')).ways).toEqual([]);
  });
});

describe('stages', () => {
  it.each<[string, string, string[]]>([
    [
      'commands of a matrix',
      `strategy: { matrix: { run: [npx eslint ., npm test] } }, steps: [{ run: "\${{ matrix.run }}" }]`,
      ['test', 'lint'],
    ],
    [
      'the command of an action that tries again',
      'steps: [{ uses: nick-fields/retry@v3, with: { command: npm test } }]',
      ['test'],
    ],
    [
      'nothing that is only said',
      `steps: [{ name: Tests passed, run: 'echo "all tests passed; npm test"' }]`,
      [],
    ],
    [
      'nothing that is left out',
      `steps: [{ run: trivy fs ., if: false }, { run: mvn package -DskipTests }]`,
      ['build'],
    ],
    [
      'what is made by a rehearsal for the command that follows',
      `steps: [{ run: "kubectl create ns x --dry-run=client -o yaml | kubectl apply -f -" }]`,
      ['deploy'],
    ],
    [
      'a local action of a local action',
      `steps: [{ uses: ./.github/actions/one, with: { what: test } }]`,
      ['test'],
    ],
  ])('are found in %s', (_, job, stages) => {
    const [pipeline] = read({
      a: `on: push\njobs: { x: { ${job} } }`,
      '.github/actions/one/action.yml': `inputs: { what: {} }\nruns: { using: composite, steps: [{ uses: ./.github/actions/two, with: { script: "\${{ inputs.what }}" } }] }`,
      '.github/actions/two/action.yml': `inputs: { script: {} }\nruns: { using: composite, steps: [{ run: "npm run \${{ inputs.script }}" }] }`,
    });
    expect(pipeline.stages).toEqual(stages);
  });
});

it('takes names that every object has for names', () => {
  const [pipeline] = read({
    a: `on: { workflow_dispatch: { inputs: { __proto__: { type: string }, constructor: { type: string } } } }\njobs:\n  constructor: { needs: [toString], environment: "\${{ inputs.constructor }}", ${SHIP} }\n  __proto__: { needs: constructor, steps: [{ run: npm test, env: { __proto__: x, hasOwnProperty: y } }] }`,
  });
  expect(pipeline.jobs.map(({ id }) => id)).toEqual([
    'constructor',
    '__proto__',
  ]);
  expect(pipeline.stages).toEqual(['test', 'deploy']);
  expect(({} as { type?: string }).type).toBeUndefined();
});
