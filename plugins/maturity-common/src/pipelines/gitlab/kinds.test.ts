// SPDX-License-Identifier: Apache-2.0
import { gatesOnEveryWay, readPipelines, waysToProduction } from '..';

function read(files: Record<string, string> | string, defaultBranch = 'main') {
  const all = typeof files === 'string' ? { '.gitlab-ci.yml': files } : files;
  return readPipelines(
    'gitlab',
    Object.entries(all).map(([path, content]) => ({ path, content })),
    {
      source: 's',
      repository: 'gitlab.com/acme/shop',
      observedAt: '2026-06-01T00:00:00.000Z',
      defaultBranch,
    },
  );
}

/** `job environment <- events`, sorted. */
function waysOf(files: Record<string, string> | string) {
  return waysToProduction(read(files).pipelines)
    .ways.map(
      ({ deployment: { job, environment, tier, events } }) =>
        `${job} ${environment ?? tier} <- ${events.join(' ')}`,
    )
    .sort();
}

function gatesOf(files: Record<string, string> | string) {
  const { ways } = waysToProduction(read(files).pipelines);
  return gatesOnEveryWay(ways)
    .gates.map(({ gate }) => gate.gate)
    .sort();
}

const SHIP = 'script: helm upgrade --install shop ./chart';

describe('environments are named', () => {
  it.each<[string, string, string[]]>([
    [
      'by a variable of the job',
      `x: { variables: { T: production }, environment: $T, ${SHIP} }`,
      ['x production <- push'],
    ],
    [
      'by a variable of the file, in braces, through another one',
      `variables: { A: prod, B: '$\{A}uction' }\nx: { environment: { name: '$B/eu' }, ${SHIP} }`,
      ['x production/eu <- push'],
    ],
    [
      'by a variable that the job does not inherit: not at all',
      `variables: { T: production }\nx: { inherit: { variables: false }, environment: $T, ${SHIP} }`,
      [],
    ],
    [
      'by each value of a matrix',
      `x: { parallel: { matrix: [{ T: [staging, production], R: [eu, us] }] }, environment: $T-$R, ${SHIP} }`,
      ['x production-eu <- push', 'x production-us <- push'],
    ],
    [
      'by the rule that lets the job in',
      `x:\n  environment: $T\n  ${SHIP}\n  rules:\n    - if: $CI_COMMIT_BRANCH == "main"\n      variables: { T: production }\n    - if: $CI_COMMIT_BRANCH == "develop"\n      variables: { T: staging }`,
      ['x production <- push'],
    ],
    [
      'by the rule of the workflow that lets the pipeline in',
      `workflow:\n  rules:\n    - if: $CI_COMMIT_TAG\n      variables: { T: production }\n    - if: $CI_COMMIT_BRANCH\n      variables: { T: staging }\nx: { environment: $T, ${SHIP} }`,
      ['x production <- tag'],
    ],
    [
      'by what a person may choose',
      `variables: { T: { value: staging, options: [staging, production] } }\nx:\n  environment: $T\n  ${SHIP}\n  rules: [{ if: $CI_PIPELINE_SOURCE == "web" }]`,
      ['x production <- manual'],
    ],
    [
      'by the branch, where that is called so',
      `x:\n  environment: $CI_COMMIT_BRANCH\n  ${SHIP}\n  rules: [{ if: $CI_COMMIT_BRANCH == "production" }, { if: $CI_COMMIT_BRANCH == "staging" }]`,
      ['x production <- push'],
    ],
    [
      'by their tier',
      `variables: { TIER: production }\nx: { environment: { name: frankfurt, deployment_tier: $TIER }, ${SHIP} }`,
      ['x frankfurt <- push'],
    ],
    [
      'by a tier that the name contradicts',
      `x: { environment: { name: production, deployment_tier: testing }, ${SHIP} }`,
      [],
    ],
    [
      'where a job stops, prepares, verifies or only looks: not at all',
      ['stop', 'prepare', 'verify', 'access']
        .map(
          action =>
            `${action}: { environment: { name: production, action: ${action} }, ${SHIP} }`,
        )
        .join('\n'),
      [],
    ],
    [
      'by words, where no environment is',
      `deploy-production: { ${SHIP} }\nship: { stage: staging, ${SHIP} }`,
      ['deploy-production deploy-production <- push'],
    ],
    [
      'by the branch that is released, of several that one job deploys',
      `deploy:\n  ${SHIP}\n  rules: [{ if: $CI_COMMIT_BRANCH == "main" }, { if: $CI_COMMIT_BRANCH == "develop" }]`,
      ['deploy production <- push'],
    ],
  ])('%s', (_, content, ways) => {
    expect(waysOf(content)).toEqual(ways);
  });
});

describe('files are included', () => {
  const ship = `spec:\n  inputs:\n    to:\n    wait: { type: boolean, default: false }\n    start: { default: on_success, options: [on_success, manual] }\n---\n"ship-$[[ inputs.to ]]":\n  environment: $[[ inputs.to ]]\n  when: $[[ inputs.start ]]\n  allow_failure: $[[ inputs.wait ]]\n  ${SHIP}\n`;

  it('with other inputs each time', () => {
    const files = {
      '.gitlab-ci.yml':
        'include:\n  - { local: s.yml, inputs: { to: staging } }\n  - { local: s.yml, inputs: { to: production, start: manual } }\n',
      's.yml': ship,
    };
    expect(waysOf(files)).toEqual(['ship-production production <- push']);
    expect(gatesOf(files)).toEqual(['ship-production']);
  });

  it('with the inputs that included files hand on, lists and cuts among them', () => {
    const { pipelines, problems } = read({
      '.gitlab-ci.yml':
        'include: { local: a.yml, inputs: { to: production-eu, lines: [npm test, npm run lint] } }\n',
      'a.yml':
        'spec: { inputs: { to: , lines: { type: array } } }\n---\ninclude: { local: b.yml, inputs: { to: "$[[ inputs.to | truncate(0,10) ]]", lines: "$[[ inputs.lines ]]" } }\n',
      'b.yml':
        'spec: { inputs: { to: , lines: { type: array } } }\n---\nx: { environment: "$[[ inputs.to ]]", script: "$[[ inputs.lines ]]" }\n',
    });
    expect(problems).toEqual([]);
    expect(pipelines[0].jobs).toEqual([
      expect.objectContaining({
        environment: 'production',
        stages: ['test', 'lint', 'deploy'],
      }),
    ]);
  });

  it.each([
    ['{ local: s.yml }', "the input 'to', which has no default, is not given"],
    [
      '{ local: s.yml, inputs: { to: x, start: later } }',
      "the input 'start' is to be one of on_success, manual",
    ],
    [
      '{ local: s.yml, inputs: { to: x, wait: perhaps } }',
      "the input 'wait' is to be a boolean",
    ],
  ])('with inputs that are wrong: %s', (include, fault) => {
    const { problems } = read({
      '.gitlab-ci.yml': `include: ${include}\n`,
      's.yml': ship,
    });
    expect(problems).toEqual([
      {
        path: 's.yml',
        message: `'s.yml' is included with a wrong input: ${fault}. Correct the 'inputs' of the include.`,
      },
    ]);
  });

  it.each<[string, string[]]>([
    ['$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', ['x production <- push']],
    ['$CI_COMMIT_TAG', ['x production <- tag']],
    ['$NOBODY_KNOWS', ['x production <- push']],
    ['$CI_PIPELINE_SOURCE == "never"', []],
  ])('where rules let them in: %s', (condition, ways) => {
    expect(
      waysOf({
        '.gitlab-ci.yml': `include: [{ local: s.yml, rules: [{ if: '${condition}' }] }]\ny: { script: echo }\n`,
        's.yml': `x: { environment: production, ${SHIP}, rules: [{ if: '$CI_COMMIT_TAG || $CI_COMMIT_BRANCH' }] }\n`,
      }).map(way => way.replace('push tag', 'push')),
    ).toEqual(ways);
  });
});

describe('child pipelines', () => {
  const child = `x: { environment: production, ${SHIP} }\nscan: { script: trivy fs . }\n`;
  it.each<[string, string]>([
    ['a word', 'trigger: { include: c.yml }'],
    ['a mapping', 'trigger: { include: { local: /c.yml } }'],
    ['a list', 'trigger: { include: [{ local: c.yml }], strategy: depend }'],
    [
      'a variable',
      'variables: { F: c }\n  trigger: { include: [{ local: $F.yml }] }',
    ],
  ])('are found by %s', (_, trigger) => {
    const { pipelines, problems } = read({
      '.gitlab-ci.yml': `t:\n  ${trigger}\n`,
      'c.yml': child,
    });
    expect(problems).toEqual([]);
    expect(
      pipelines.map(({ path, deploysTo, scanTriggers }) => [
        path,
        deploysTo,
        scanTriggers,
      ]),
    ).toEqual([
      ['.gitlab-ci.yml', [], []],
      ['c.yml', ['production'], ['push']],
    ]);
  });

  it('take over variables and inputs, know that a parent started them, and end in circles', () => {
    const files = {
      '.gitlab-ci.yml':
        'variables: { A: prod }\nt:\n  variables: { B: uction }\n  trigger: { include: [{ local: c.yml, inputs: { to: $A } }] }\n  rules: [{ if: $CI_COMMIT_TAG }]\n',
      'c.yml': `spec: { inputs: { to: } }\n---\nx:\n  environment: $[[ inputs.to ]]$B\n  ${SHIP}\n  rules: [{ if: $CI_PIPELINE_SOURCE == "parent_pipeline" }]\nagain: { trigger: { include: [{ local: c.yml, inputs: { to: $A } }], forward: { pipeline_variables: true } } }\n`,
    };
    expect(waysOf(files)).toEqual(['x production <- tag']);
  });

  it('are gated by what stands before the job that triggers them, at any depth', () => {
    const files = {
      '.gitlab-ci.yml':
        'stages: [ok, go]\nok: { stage: ok, script: echo, rules: [{ when: manual }] }\nt: { stage: go, trigger: { include: a.yml } }\n',
      'a.yml':
        't2: { trigger: { include: b.yml }, rules: [{ when: manual }] }\n',
      'b.yml': child,
    };
    expect(gatesOf(files)).toEqual(['ok', 't2']);
  });

  it('hold up what waits for them', () => {
    const parent = (strategy: string) => ({
      '.gitlab-ci.yml': `stages: [a, b]\nt: { stage: a, trigger: { include: c.yml${strategy} } }\nx: { stage: b, environment: production, ${SHIP} }\n`,
      'c.yml': 'ok: { script: echo, rules: [{ when: manual }] }\n',
    });
    expect(gatesOf(parent(', strategy: depend'))).toEqual(['ok']);
    expect(gatesOf(parent(''))).toEqual([]);
  });

  it('of other projects are references', () => {
    const { pipelines } = read(
      'a: { trigger: acme/infra }\nb: { variables: { P: eks }, trigger: { project: acme/$P, branch: main } }\n',
    );
    expect(pipelines[0].references).toEqual([
      {
        job: 'a',
        target: 'gitlab.com/acme/infra',
        repository: 'gitlab.com/acme/infra',
        refKind: 'branch',
      },
      {
        job: 'b',
        target: 'gitlab.com/acme/eks',
        repository: 'gitlab.com/acme/eks',
        ref: 'main',
        refKind: 'branch',
      },
    ]);
  });
});

describe('gates', () => {
  const production = (more = '') =>
    `production: { stage: ship, environment: production, ${SHIP}${more} }\n`;
  const stages = 'stages: [check, ship]\n';
  it.each<[string, string, string[]]>([
    [
      'a button outside of rules, before it',
      'ok: { stage: check, when: manual, script: echo }',
      [],
    ],
    [
      'a button by a rule, before it',
      'ok: { stage: check, script: echo, rules: [{ when: manual }] }',
      ['ok'],
    ],
    [
      'a button of the job under a rule without one',
      'ok: { stage: check, when: manual, script: echo, rules: [{ if: $CI_COMMIT_BRANCH }] }',
      [],
    ],
    [
      'a button by a rule that may fail',
      'ok: { stage: check, script: echo, rules: [{ when: manual, allow_failure: true }] }',
      [],
    ],
    [
      'a button that must not fail',
      'ok: { stage: check, when: manual, allow_failure: false, script: echo }',
      ['ok'],
    ],
    [
      'a button that may fail with some codes',
      'ok: { stage: check, script: echo, rules: [{ when: manual }], allow_failure: { exit_codes: 3 } }',
      ['ok'],
    ],
    [
      'a rule that wins over the button of the job',
      'ok: { stage: check, when: manual, allow_failure: false, script: echo, rules: [{ when: on_success }] }',
      [],
    ],
    [
      'a button that asks again',
      'ok: { stage: check, when: manual, manual_confirmation: Sure?, allow_failure: false, script: echo }',
      ['ok'],
    ],
    [
      'a button before all',
      'ok: { stage: .pre, script: echo, rules: [{ when: manual }] }',
      ['ok'],
    ],
    [
      'a button after all',
      'ok: { stage: .post, script: echo, rules: [{ when: manual }] }',
      [],
    ],
    [
      'a button in the same stage',
      'ok: { stage: ship, script: echo, rules: [{ when: manual }] }',
      [],
    ],
    [
      'a button on other branches only',
      'ok: { stage: check, script: echo, rules: [{ if: $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH, when: manual }] }',
      [],
    ],
    [
      'a button on the default branch only',
      'ok: { stage: check, script: echo, rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH, when: manual }] }',
      ['ok'],
    ],
    [
      'a button that never comes',
      'ok: { stage: check, script: echo, rules: [{ if: $CI_COMMIT_BRANCH, when: never }, { when: manual }] }',
      [],
    ],
    [
      'a button by a template',
      '.ok: { stage: check, rules: [{ when: manual }] }\nok: { extends: .ok, script: echo }',
      ['ok'],
    ],
  ])('%s', (_, job, gates) => {
    expect(gatesOf(`${stages}${job}\n${production()}`)).toEqual(gates);
  });

  it.each<[string, string, string[]]>([
    [
      'what it needs, also where it is optional to the pipeline',
      ', needs: [ok]',
      ['ok'],
    ],
    ['what that needs', ', needs: [then]', ['ok']],
    [
      'what is needed where it is there',
      ', needs: [{ job: ok, optional: true }]',
      ['ok'],
    ],
    ['nothing where it needs nothing', ', needs: []', []],
    [
      'nothing by artifacts of another pipeline',
      ', needs: [{ pipeline: $P, job: ok }]',
      [],
    ],
    [
      'its own button and what it needs',
      ', needs: [ok], when: manual',
      ['ok', 'production'],
    ],
  ])('are %s', (_, more, gates) => {
    expect(
      gatesOf(
        `${stages}ok: { stage: check, when: manual, script: echo }\nthen: { stage: check, needs: [ok], script: echo }\n${production(
          more,
        )}`,
      ),
    ).toEqual(gates);
  });

  it('are none where another way has none', () => {
    expect(
      gatesOf(
        `x:\n  environment: production\n  ${SHIP}\n  rules:\n    - if: $CI_COMMIT_TAG\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n      when: manual\n`,
      ),
    ).toEqual([]);
  });

  it('are none of a rollback', () => {
    const { ways, others } = waysToProduction(
      read(
        `ship: { environment: production, ${SHIP} }\nrollback: { environment: production, when: manual, script: helm rollback shop }\n`,
      ).pipelines,
    );
    expect(ways.map(({ deployment }) => deployment.job)).toEqual(['ship']);
    expect(others.map(({ deployment }) => deployment.purpose)).toEqual([
      'rollback',
    ]);
  });

  it('carry the tier that the file gives', () => {
    const [{ gates }] = read(
      `x: { environment: { name: eu, deployment_tier: production }, when: manual, ${SHIP} }\n`,
    ).pipelines;
    expect(gates).toEqual([
      {
        kind: 'manual-job',
        gate: 'x',
        job: 'x',
        environment: 'eu',
        tier: 'production',
      },
    ]);
  });
});

describe('what a job does', () => {
  it.each<[string, string, string[]]>([
    ['SAST', "variables: { SAST_DISABLED: 'true' }\n", []],
    ['SAST', "variables: { SAST_DISABLED: 'false' }\n", ['security-scan']],
    ['SAST', "variables: { DAST_DISABLED: 'true' }\n", ['security-scan']],
    ['Secret-Detection', 'variables: { SECRET_DETECTION_DISABLED: 1 }\n', []],
    [
      'Container-Scanning',
      'container_scanning: { rules: [{ when: never }] }\n',
      [],
    ],
    [
      'Container-Scanning',
      'container_scanning: { variables: { A: b } }\n',
      ['security-scan'],
    ],
    ['Code-Quality', "variables: { CODE_QUALITY_DISABLED: 'true' }\n", []],
  ])('is told by the template %s with %j', (template, more, stages) => {
    const [pipeline] = read(
      `include: { template: Jobs/${template}.gitlab-ci.yml }\n${more}x: { script: echo }\n`,
    ).pipelines;
    expect(pipeline.stages).toEqual(stages);
    expect(pipeline.references).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['secrets: { A: { vault: a/b@c } }', ['central-secrets']],
    ['secrets: { A: { azure_key_vault: { name: a } } }', ['central-secrets']],
    ['secrets: { A: { file: true } }', []],
    ['id_tokens: { T: { aud: sigstore } }', []],
  ])('reads secrets by %s: %j', (keyword, safety) => {
    const [pipeline] = read(`x: { script: echo, ${keyword} }\n`).pipelines;
    expect(pipeline.safety).toEqual(safety);
  });

  it.each<[string, string]>([
    ['its rules', 'rules: [{ when: never }]'],
    [
      'a variable of the file',
      'rules: [{ if: $NIGHTLY == "yes", when: never }]',
    ],
    [
      'the workflow',
      'rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }]',
    ],
    ['its own word', 'when: never'],
    ['refs that are left out', 'only: [branches]\n  except: [branches, tags]'],
  ])('is nothing where %s keep it from running', (_, keyword) => {
    const [pipeline] = read(
      `variables: { NIGHTLY: "yes" }\nworkflow: { rules: [{ if: $CI_COMMIT_BRANCH }] }\nx:\n  script: trivy fs .\n  ${keyword}\ny: { script: npm test }\n`,
    ).pipelines;
    expect(pipeline.stages.filter(stage => stage !== 'test')).toEqual(
      keyword.includes('NIGHTLY') ? ['security-scan'].slice(1) : [],
    );
  });

  it('is a release and no deployment, where it only pushes an image', () => {
    const [pipeline] = read(
      'x: { stage: deploy, script: docker push acme/shop:latest }\n',
    ).pipelines;
    expect(pipeline.stages).toEqual(['release']);
  });
});

it('reads names that every object has as names of files', () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
  const content = names
    .map(
      name =>
        `${name}:\n  extends: .${name}\n  variables: &${name} { ${name}: production }\n  environment: $${name}\n  needs: [${name}-none]\n  script: [!reference [${name}, ${name}], helm upgrade x]\n.${name}: { variables: { <<: *${name} }, script: [echo] }\n`,
    )
    .join('');
  const { pipelines, problems } = read({
    '.gitlab-ci.yml': `spec: { inputs: { constructor: { default: a }, __proto__: { default: b } } }\n---\ninclude: [{ local: c.yml, inputs: { __proto__: toString } }]\n${content}`,
    'c.yml':
      'spec: { inputs: { __proto__: , valueOf: { default: npm test } } }\n---\n"$[[ inputs.__proto__ ]]-c": { script: "$[[ inputs.valueOf ]]" }\n',
  });
  expect(problems).toEqual([]);
  expect(
    pipelines[0].jobs.map(({ id, environment, stages }) => [
      id,
      environment,
      stages,
    ]),
  ).toEqual([
    ['toString-c', undefined, ['test']],
    ...names.map(name => [name, 'production', ['deploy']]),
  ]);
  expect(Object.prototype).not.toHaveProperty('script');
});
