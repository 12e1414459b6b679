// SPDX-License-Identifier: Apache-2.0
import { readPipelines, readTemplateFiles } from '.';

const header = {
  source: 'gitlab.com/acme/shop',
  repository: 'gitlab.com/acme/shop',
  observedAt: '2026-06-01T00:00:00.000Z',
};

function read(files: Record<string, string>) {
  return readPipelines(
    'gitlab',
    Object.entries(files).map(([path, content]) => ({ path, content })),
    header,
  );
}

function readOne(content: string, others: Record<string, string> = {}) {
  const result = read({ '.gitlab-ci.yml': content, ...others });
  expect(result.problems).toEqual([]);
  expect(result.pipelines).toHaveLength(1);
  return result.pipelines[0];
}

describe('include', () => {
  it('resolves local files, patterns and what they include, and lets the including file win', () => {
    const pipeline = readOne(
      `
include:
  - local: /ci/build.yml
  - /ci/checks/*.yml
build:
  script: make package
`,
      {
        'ci/build.yml':
          'include: { local: ci/deep.yml }\nbuild:\n  stage: build\n  script: echo\n',
        'ci/deep.yml': 'deep:\n  script: npm audit\n',
        'ci/checks/lint.yml': 'lint:\n  script: [golangci-lint run]\n',
        'ci/checks/unit.yml': 'unit:\n  script: [[go test ./...]]\n',
        'ci/checks/skip/other.yml': 'other:\n  script: helm upgrade x\n',
      },
    );
    expect(
      Object.fromEntries(pipeline.jobs.map(job => [job.id, job.stages])),
    ).toEqual({
      deep: ['security-scan'],
      build: ['build'],
      lint: ['lint'],
      unit: ['test'],
    });
  });

  it.each([
    [
      'a project',
      '{ project: acme/paths, ref: v6, file: [/ci/build.yml, /ci/test.yml] }',
      [
        {
          repository: 'gitlab.com/acme/paths',
          path: 'ci/build.yml',
          ref: 'v6',
          refKind: 'tag',
        },
        {
          repository: 'gitlab.com/acme/paths',
          path: 'ci/test.yml',
          ref: 'v6',
          refKind: 'tag',
        },
      ],
    ],
    [
      'a project at its default branch',
      '{ project: acme/group/paths, file: ci.yml }',
      [
        {
          repository: 'gitlab.com/acme/group/paths',
          path: 'ci.yml',
          refKind: 'branch',
        },
      ],
    ],
    [
      'a remote file',
      'https://gitlab.acme.com/acme/paths/-/raw/v1.0.0/ci/x.yml',
      [
        {
          repository: 'gitlab.acme.com/acme/paths',
          path: 'ci/x.yml',
          ref: 'v1.0.0',
          refKind: 'tag',
        },
      ],
    ],
    [
      'a remote file at GitHub',
      'https://raw.githubusercontent.com/acme/paths/refs/heads/main/ci/x.yml',
      [
        {
          repository: 'github.com/acme/paths',
          path: 'ci/x.yml',
          ref: 'main',
          refKind: 'branch',
        },
      ],
    ],
    [
      'a remote file whose address has a broken escape',
      'https://gitlab.acme.com/acme/paths/-/raw/%zz/ci/x.yml',
      [{ repository: 'gitlab.acme.com/acme/paths', ref: '%zz' }],
    ],
    [
      'a remote file of no repository',
      '{ remote: "https://files.acme.com/x.yml" }',
      [{ target: 'https://files.acme.com/x.yml', refKind: 'unknown' }],
    ],
    [
      'a component',
      '{ component: $CI_SERVER_FQDN/acme/paths/deploy@1.2, inputs: { environment: prod } }',
      [
        {
          repository: 'gitlab.com/acme/paths',
          path: 'templates/deploy.yml',
          ref: '1.2',
          refKind: 'tag',
          inputs: { environment: 'prod' },
        },
      ],
    ],
    [
      'the newest component',
      '{ component: gitlab.com/acme/paths/deploy@~latest }',
      [{ ref: '~latest', refKind: 'branch' }],
    ],
  ])('refers to %s', (_, include, references) => {
    const pipeline = readOne(`include:\n  - ${include}\nx:\n  script: echo\n`);
    expect(pipeline.references).toEqual(
      references.map(reference => expect.objectContaining(reference)),
    );
    // What is included counts as one job that calls it.
    expect(pipeline.jobs).toHaveLength(1 + references.length);
  });

  it('knows what templates of GitLab bring', () => {
    const pipeline = readOne(
      'include:\n  - template: Jobs/SAST.gitlab-ci.yml\n  - template: Code-Quality.gitlab-ci.yml\n',
    );
    expect(pipeline.stages).toEqual(['lint', 'security-scan']);
    expect(pipeline.scanTriggers).toEqual(['push']);
  });

  it('names a local file that was not sent, and ends circles', () => {
    const { pipelines, problems } = read({
      '.gitlab-ci.yml':
        'include: [ci/a.yml, ci/gone.yml]\nx: { script: echo }\n',
      'ci/a.yml': 'include: ci/b.yml\na: { script: npm test }\n',
      'ci/b.yml': 'include: ci/a.yml\nb: { script: npm run lint }\n',
    });
    expect(pipelines[0].jobs.map(({ id }) => id)).toEqual(['b', 'a', 'x']);
    expect(problems).toEqual([
      {
        path: '.gitlab-ci.yml',
        message:
          "'.gitlab-ci.yml' includes 'ci/gone.yml', which is not among the files given. Send it with the others.",
      },
    ]);
  });
});

describe('jobs', () => {
  it('extend others over several levels and from a list, take defaults and follow references', () => {
    const pipeline = readOne(`
default:
  image: aquasecurity/trivy-action
  before_script: [npm ci]
.base:
  before_script: [npm run lint]
.env:
  environment: { name: production, url: https://shop.example }
.ship:
  extends: .base
  script: [helm upgrade shop ./chart]
ship:
  extends: [.env, .ship]
  script:
    - !reference [.undo, script]
    - echo done
.undo:
  script: [helm rollback shop]
plain:
  inherit: { default: false }
  script: echo
inherited:
  inherit: { default: [before_script] }
  script: npm test
loop:
  extends: loop
  script: npm run build
matrix:
  parallel: { matrix: [{ A: [1, 2] }, { A: [3] }] }
  script: npm test
`);
    expect(
      Object.fromEntries(pipeline.jobs.map(job => [job.id, job.stages])),
    ).toEqual({
      ship: ['lint', 'security-scan', 'deploy', 'rollback'],
      plain: [],
      inherited: ['test'],
      loop: ['build', 'security-scan'],
      matrix: ['test', 'security-scan'],
    });
    expect(pipeline.deploysTo).toEqual(['production']);
  });

  it.each([
    ['stop', 'environment: { name: review, action: stop }', [], undefined],
    ['a word', 'environment: staging', ['deploy'], 'staging'],
    [
      'reports',
      'artifacts: { reports: { sast: gl.json } }',
      ['security-scan'],
      undefined,
    ],
    ['release', 'release: { tag_name: v1 }', ['release'], undefined],
    ['its stage', 'stage: deploy', ['deploy'], undefined],
    ['coverage', 'coverage: "/x/"', ['test'], undefined],
  ])('are recognized by %s', (_, keyword, stages, environment) => {
    const { jobs } = readOne(`x:\n  script: ./run.sh\n  ${keyword}\n`);
    expect(jobs[0].stages).toEqual(stages);
    expect(jobs[0].environment).toBe(environment);
  });

  it.each([
    ['nothing', '', ['push']],
    [
      'only',
      'only: [merge_requests, tags, main]',
      ['push', 'tag', 'merge_request'],
    ],
    ['only refs', 'only: { refs: [schedules] }', ['schedule']],
    [
      'rules',
      `rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_TAG
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    - if: $CI_PIPELINE_SOURCE == "schedule"
      when: never`,
      // A schedule on the default branch meets the third rule, before the fourth forbids it.
      ['push', 'tag', 'merge_request', 'schedule'],
    ],
  ])('run as %s says', (_, keyword, triggers) => {
    const { jobs } = readOne(`x:\n  script: semgrep scan\n  ${keyword}\n`);
    expect(jobs[0].triggers).toEqual(triggers);
  });

  it.each([
    ['$CI_COMMIT_TAG && $CI_PIPELINE_SOURCE == "push"', ['tag']],
    ['$CI_COMMIT_TAG =~ /^v/', ['tag']],
    ['$CI_COMMIT_TAG == null', ['push']],
    ['$CI_COMMIT_TAG || $CI_COMMIT_BRANCH', ['push', 'tag']],
    ['$CI_PIPELINE_SOURCE != "schedule"', ['push']],
  ])('run under %s as %j', (condition, triggers) => {
    const { jobs } = readOne(
      `x:\n  script: echo\n  rules: [{ if: '${condition}' }]\n`,
    );
    expect(jobs[0].triggers).toEqual(triggers);
  });

  it('run no wider than the workflow lets them', () => {
    const pipeline = readOne(`
workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
scan: { script: semgrep scan }
`);
    expect(pipeline.scanTriggers).toEqual(['schedule']);
  });

  it('take rules and commands from lists that stand under a name of their own', () => {
    const { jobs } = readOne(`
.merge-requests:
  - if: $CI_PIPELINE_SOURCE == "merge_request_event"
.commands: [trivy fs .]
scan:
  rules:
    - !reference [.merge-requests]
    - when: never
  script:
    - !reference [.commands]
`);
    expect(jobs).toEqual([
      expect.objectContaining({
        triggers: ['merge_request'],
        stages: ['security-scan'],
      }),
    ]);
  });

  it('find secrets kept in a central place', () => {
    const pipeline = readOne(
      'x:\n  script: echo\n  secrets: { DB: { vault: a/b@c } }\n',
    );
    expect(pipeline.safety).toEqual(['central-secrets']);
  });

  it('call child pipelines', () => {
    const pipeline = readOne(
      'child:\n  trigger:\n    include:\n      - project: acme/paths\n        file: ci.yml\n        ref: v2\nother:\n  trigger: acme/infra\n',
    );
    expect(
      pipeline.jobs.map(({ id, calls }) => [
        id,
        calls.map(call => call.target),
      ]),
    ).toEqual([
      ['child', ['gitlab.com/acme/paths/ci.yml']],
      ['other', ['gitlab.com/acme/infra']],
    ]);
  });
});

describe('manual jobs', () => {
  const ship =
    'ship:\n  stage: deploy\n  environment: production\n  script: ./ship\n';
  it.each([
    [
      'the deployment itself',
      `${ship}  when: manual\n`,
      [['ship', 'production']],
    ],
    [
      'rules that always ask',
      `${ship}  rules:\n    - if: $CI_COMMIT_BRANCH\n      when: manual\n    - when: never\n`,
      [['ship', 'production']],
    ],
    [
      'rules that ask only sometimes',
      `${ship}  rules:\n    - if: $CI_COMMIT_TAG\n    - when: manual\n`,
      [],
    ],
    [
      'a job that the deployment needs',
      `${ship}  needs: [pack]\npack: { needs: [ok], script: echo }\nok: { when: manual, script: echo }\n`,
      [['ok', 'production']],
    ],
    [
      'a blocking job of an earlier stage',
      `${ship}ok: { stage: test, when: manual, allow_failure: false, script: echo }\n`,
      [['ok', 'production']],
    ],
    [
      'a job of an earlier stage that does not block',
      `${ship}ok: { stage: test, when: manual, script: echo }\n`,
      [],
    ],
    [
      'not what stops an environment',
      `${ship}stop: { stage: deploy, when: manual, script: echo, environment: { name: production, action: stop } }\n`,
      [],
    ],
    [
      'a job that has nothing to do with it',
      `${ship}  needs: []\nok: { stage: test, when: manual, allow_failure: false, script: echo }\n`,
      [],
    ],
  ])('are gates: %s', (_, content, gates) => {
    expect(
      readOne(content).gates.map(({ gate, environment, kind }) => {
        expect(kind).toBe('manual-job');
        return [gate, environment];
      }),
    ).toEqual(gates);
  });
});

describe('templates', () => {
  it('have inputs, and hidden jobs that count when they are extended', () => {
    const [template] = readTemplateFiles('gitlab', [
      {
        path: 'templates/deploy.yml',
        content: `
spec:
  inputs:
    environment: { default: staging }
    job-prefix:
---
"$[[ inputs.job-prefix ]]-ship":
  environment: $[[ inputs.environment ]]
  script: ./ship
.scan:
  script: trivy fs .
`,
      },
    ]);
    expect(template.inputs).toEqual({
      environment: { default: 'staging' },
      'job-prefix': {},
    });
    expect(
      template.jobs.map(({ stages, condition }) => [stages, condition]),
    ).toEqual([
      [['deploy'], undefined],
      [['security-scan'], "inputs['.scan']"],
    ]);
  });
});

it('leaves other files alone, and reports what cannot be read', () => {
  expect(read({ 'ci/x.yml': 'a: {script: echo}' })).toEqual({
    pipelines: [],
    problems: [],
  });
  expect(read({ '.gitlab-ci.yml': 'a:\n  script: [\n' }).problems).toEqual([
    expect.objectContaining({ path: '.gitlab-ci.yml', line: 3, column: 1 }),
  ]);
});
