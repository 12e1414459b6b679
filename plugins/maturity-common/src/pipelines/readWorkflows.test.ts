// SPDX-License-Identifier: Apache-2.0
import { gatesOnEveryWay, readPipelines, waysToProduction } from '.';

const header = {
  source: 'github.com/acme/shop',
  repository: 'github.com/acme/shop',
  observedAt: '2026-06-01T00:00:00.000Z',
};

function read(...files: [path: string, content: string][]) {
  return readPipelines(
    'github',
    files.map(([path, content]) => ({ path, content })),
    header,
  );
}

function readOne(content: string) {
  const result = read(['.github/workflows/ci.yml', content]);
  expect(result.problems).toEqual([]);
  return result.pipelines[0];
}

const JOBS = 'jobs:\n  a:\n    runs-on: x\n    steps:\n      - run: npm test\n';

describe('triggers', () => {
  it.each([
    ['one word', 'on: push', ['push']],
    ['a list', 'on: [push, pull_request]', ['push', 'pull_request']],
    [
      'a mapping',
      'on:\n  push:\n    branches: [main]\n  schedule:\n    - cron: "0 0 * * *"',
      ['push', 'schedule'],
    ],
    [
      'a mapping with empty values',
      'on:\n  push:\n  pull_request:',
      ['push', 'pull_request'],
    ],
    ['the boolean key of YAML 1.1', 'true: [push]', ['push']],
    ['a quoted key', '"on": push', ['push']],
    ['YAML 1.1 declared', '%YAML 1.1\n---\non: [merge_group]', ['merge_group']],
    ['a push of tags alone', 'on:\n  push:\n    tags: ["v*"]', ['tag']],
    [
      'a push of tags and branches',
      'on:\n  push:\n    tags: ["v*"]\n    branches: [main]',
      ['push'],
    ],
  ])('are read from %s', (_, on, triggers) => {
    const pipeline = readOne(`${on}\n${JOBS}`);
    expect(pipeline.triggers).toEqual(triggers);
    expect(pipeline.jobs[0].triggers).toEqual(triggers);
  });

  it('leave out those under which a job cannot run', () => {
    const pipeline = readOne(`
on: [push, pull_request, schedule]
jobs:
  scan:
    if: github.event_name == 'schedule'
    steps: [{ uses: aquasecurity/trivy-action@v1 }]
  review:
    if: \${{ github.event_name == 'pull_request' && github.actor != 'bot' }}
    steps: [{ uses: actions/dependency-review-action@v4 }]
`);
    expect(pipeline.jobs.map(job => job.triggers)).toEqual([
      ['schedule'],
      ['pull_request'],
    ]);
    expect(pipeline.scanTriggers).toEqual(['schedule', 'pull_request']);
  });
});

describe('jobs', () => {
  it('count a matrix once, and follow anchors and merge keys', () => {
    const pipeline = readOne(`
on: push
x-setup: &setup
  runs-on: ubuntu-latest
  steps:
    - run: npm ci
    - run: npm run lint
jobs:
  lint:
    <<: *setup
  unit:
    <<: *setup
    strategy:
      matrix:
        node: [20, 22]
        os: [linux, windows]
    steps:
      - &checkout { uses: actions/checkout@v4 }
      - run: npm test
  again:
    runs-on: x
    steps:
      - *checkout
      - run: npm run build
`);
    expect(
      pipeline.jobs.map(({ id, stages, uses }) => ({ id, stages, uses })),
    ).toEqual([
      { id: 'lint', stages: ['lint'], uses: [] },
      { id: 'unit', stages: ['test'], uses: ['actions/checkout@v4'] },
      { id: 'again', stages: ['build'], uses: ['actions/checkout@v4'] },
    ]);
    expect(pipeline.stages).toEqual(['build', 'test', 'lint']);
  });

  it.each([
    ['a word', 'environment: production', 'production'],
    [
      'an object',
      'environment:\n      name: production\n      url: https://shop.example',
      'production',
    ],
    [
      'an expression',
      'environment: ${{ inputs.target }}',
      '${{ inputs.target }}',
    ],
  ])('deploy to an environment written as %s', (_, written, name) => {
    const pipeline = readOne(
      `on: push\njobs:\n  ship:\n    ${written}\n    steps:\n      - run: ./ship.sh\n`,
    );
    expect(pipeline.jobs[0]).toMatchObject({
      environment: name,
      stages: ['deploy'],
    });
    // Where an expression leads to stays unknown.
    expect(pipeline.deploysTo).toEqual(name.includes('$') ? [] : [name]);
  });

  it.each([
    ['of Windows', '\r\n'],
    ['of old', '\r'],
  ])('are read whatever ends a line, and the file: ends %s', (_, end) => {
    const written =
      '\uFEFFon: push\njobs:\n  a:\n    uses: acme/paths/.github/workflows/ci.yml@v1\n    with:\n      lint: true\n';
    expect(readOne(written.replace(/\n/g, end)).references[0]).toMatchObject({
      ref: 'v1',
      inputs: { lint: true },
    });
    const { problems } = read([
      '.github/workflows/ci.yml',
      `on: push${end}jobs:${end}  a: [${end}`,
    ]);
    expect(problems).toEqual([expect.objectContaining({ line: 4 })]);
  });

  it('keep the version beside a SHA through aliases and merge keys', () => {
    const { references } = readOne(`on: push
jobs:
  a: &call
    uses: &path acme/paths/.github/workflows/ci.yml@${'1'.repeat(40)} # v1.2.3
  b: *call
  c:
    <<: *call
    name: c
  d:
    uses: *path
  e:
    <<: *call
    uses: acme/paths/.github/workflows/ci.yml@v2
`);
    expect(
      references.map(({ job, versionComment }) => [job, versionComment]),
    ).toEqual([
      ['a', 'v1.2.3'],
      ['b', 'v1.2.3'],
      ['c', 'v1.2.3'],
      ['d', 'v1.2.3'],
      ['e', undefined],
    ]);
  });

  it('keep needs and conditions as written', () => {
    const pipeline = readOne(`
on: push
jobs:
  a: { steps: [{ run: npm test }] }
  b: { needs: a, if: "success()", steps: [{ run: npm run build }] }
  c: { needs: [a, b], steps: [{ run: npm run lint }] }
`);
    expect(pipeline.jobs.map(job => job.needs)).toEqual([
      undefined,
      ['a'],
      ['a', 'b'],
    ]);
    expect(pipeline.jobs[1].condition).toBe('success()');
  });
});

describe('calls', () => {
  const sha = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2';
  it.each([
    [
      'acme/paths/.github/workflows/ci.yml@v6',
      {
        repository: 'github.com/acme/paths',
        path: '.github/workflows/ci.yml',
        ref: 'v6',
        refKind: 'tag',
      },
    ],
    [
      `acme/paths/.github/workflows/ci.yml@${sha} # v6.1.0`,
      { ref: sha, refKind: 'sha', versionComment: 'v6.1.0' },
    ],
    [
      `acme/paths/.github/workflows/ci.yml@${sha} # tag=deploy@1.2.3`,
      { refKind: 'sha', versionComment: 'deploy@1.2.3' },
    ],
    [
      `"acme/paths/.github/workflows/ci.yml@${sha}" #v2`,
      { refKind: 'sha', versionComment: 'v2' },
    ],
    [
      'acme/paths/.github/workflows/ci.yml@main',
      { ref: 'main', refKind: 'branch' },
    ],
    [
      'acme/paths/.github/workflows/ci.yml@refs/heads/next/one',
      { ref: 'refs/heads/next/one', refKind: 'branch' },
    ],
    [
      'acme/paths/.github/workflows/ci.yml@refs/tags/v1.0.0',
      { ref: 'refs/tags/v1.0.0', refKind: 'tag' },
    ],
    [
      'acme/paths/.github/workflows/ci.yml@deploy@1.2.3',
      { ref: 'deploy@1.2.3', refKind: 'tag' },
    ],
    [
      'acme/paths/.github/workflows/ci.yml@next',
      { ref: 'next', refKind: 'unknown' },
    ],
    [
      './.github/workflows/other.yml',
      { path: '.github/workflows/other.yml', refKind: 'local' },
    ],
  ])('are read from %s', (uses, reference) => {
    const pipeline = readOne(
      `on: push\njobs:\n  test:\n    uses: ${uses}\n    with:\n      lint: true\n      node: 22\n`,
    );
    expect(pipeline.references).toEqual([
      expect.objectContaining({
        job: 'test',
        inputs: { lint: true, node: 22 },
        ...reference,
      }),
    ]);
    // The name of a calling job promises nothing.
    expect(pipeline.stages).toEqual([]);
  });

  it('look up short references at the host of the repository', () => {
    const { pipelines } = readPipelines(
      'github',
      [
        {
          path: '.github/workflows/ci.yml',
          content:
            'on: push\njobs:\n  a:\n    uses: acme/paths/.github/workflows/ci.yml@v1\n',
        },
      ],
      { ...header, repository: 'github.acme.com/acme/shop' },
    );
    expect(pipelines[0].references[0].repository).toBe(
      'github.acme.com/acme/paths',
    );
  });

  it('declare the inputs that a caller may give', () => {
    const pipeline = readOne(`
on:
  workflow_call:
    inputs:
      lint: { type: boolean, default: true }
      audit: { type: boolean }
      node: { type: number, default: 22 }
${JOBS}`);
    expect(pipeline.inputs).toEqual({
      lint: { default: true },
      audit: { default: false },
      node: { default: 22 },
    });
  });
});

describe('actions', () => {
  it('are followed into the composite and docker actions of the repository, also nested', () => {
    const { pipelines, problems } = read(
      [
        '.github/workflows/ci.yml',
        'on: push\njobs:\n  all:\n    steps:\n      - uses: ./.github/actions/verify\n      - uses: docker://aquasecurity/trivy:latest\n',
      ],
      [
        '.github/actions/verify/action.yml',
        'runs:\n  using: composite\n  steps:\n    - run: npm test\n      shell: bash\n    - uses: ./tools/lint/\n',
      ],
      [
        'tools/lint/action.yaml',
        'runs:\n  using: composite\n  steps:\n    - uses: golangci/golangci-lint-action@v6\n    - uses: ./tools/lint\n',
      ],
      ['action.yml', 'runs:\n  using: node20\n  main: index.js\n'],
    );
    expect(problems).toEqual([]);
    expect(pipelines).toHaveLength(1);
    expect(pipelines[0].stages).toEqual(['test', 'lint']);
    expect(pipelines[0].jobs[0].uses).toEqual([
      './.github/actions/verify',
      './tools/lint/',
      'golangci/golangci-lint-action@v6',
      './tools/lint',
      'docker://aquasecurity/trivy:latest',
    ]);
  });
});

describe('gates', () => {
  it('are steps that wait for a person, and deployments that only start by hand', () => {
    const { pipelines } = read(
      [
        '.github/workflows/ask.yml',
        'on: push\njobs:\n  ask:\n    name: Ask first\n    steps:\n      - uses: trstringer/manual-approval@v1\n',
      ],
      [
        '.github/workflows/by-hand.yml',
        'on: workflow_dispatch\njobs:\n  ship:\n    environment: production\n    steps: [{ run: ./ship.sh }]\n  tidy:\n    steps: [{ run: ./tidy.sh }]\n',
      ],
      [
        '.github/workflows/either.yml',
        'on: [workflow_dispatch, push]\njobs:\n  ship:\n    environment: production\n    steps: [{ run: ./ship.sh }]\n',
      ],
    );
    expect(pipelines.map(({ gates }) => gates)).toEqual([
      [
        {
          kind: 'approval-action',
          gate: 'Ask first (trstringer/manual-approval)',
          job: 'ask',
        },
      ],
      [],
      [],
    ]);
    expect(
      gatesOnEveryWay(waysToProduction([pipelines[1]]).ways).gates.map(
        ({ gate }) => gate,
      ),
    ).toEqual([
      {
        kind: 'manual-job',
        gate: 'manual start of .github/workflows/by-hand.yml',
      },
    ]);
  });
});

describe('safety defaults', () => {
  it('are found in actions, commands and rollbacks after a failure', () => {
    const pipeline = readOne(`
on: push
jobs:
  ship:
    steps:
      - uses: hashicorp/vault-action@v3
      - run: helm upgrade --install --atomic shop ./chart
      - uses: launchdarkly/find-code-references@v2
`);
    expect(pipeline.safety).toEqual([
      'feature-flags',
      'automated-rollback',
      'central-secrets',
    ]);
    expect(pipeline.stages).toEqual(['deploy', 'rollback']);
    const manual =
      'on: push\njobs:\n  rollback:\n    IF\n    steps: [{ run: ./undo.sh }]\n';
    expect(readOne(manual.replace('IF', 'if: always()')).safety).toEqual([]);
    expect(readOne(manual.replace('IF', 'if: failure()')).safety).toEqual([
      'automated-rollback',
    ]);
  });
});

describe('files', () => {
  // A busy machine may take longer than jest's five seconds over the largest of them.
  jest.setTimeout(30_000);

  it('with more jobs than a record holds are cut, and say so', () => {
    const jobs = Array.from({ length: 5001 }, (_, n) => `  j${n}: {}\n`);
    const { pipelines, problems } = read([
      '.github/workflows/ci.yml',
      `on: push\njobs:\n${jobs.join('')}`,
    ]);
    expect(pipelines[0].jobs).toHaveLength(5000);
    expect(problems).toEqual([
      {
        path: '.github/workflows/ci.yml',
        message:
          "'.github/workflows/ci.yml' has 5001 jobs; the first 5000 are kept. Split it into smaller pipeline files.",
      },
    ]);
  });

  it('that cannot be read are reported with their place, and the others are kept', () => {
    const { pipelines, problems } = read(
      ['.github/workflows/good.yml', `on: push\n${JOBS}`],
      ['.github/workflows/bad.yml', 'on: push\njobs:\n  a:\n   - b\n  c: [\n'],
      ['.github/workflows/twice.yml', `on: push\n${JOBS}  a: {}\n`],
      ['.github/workflows/list.yml', '- on\n'],
      ['.github/workflows/empty.yml', ''],
      ['.github/workflows/nothing.yml', 'on: push\n'],
      [
        '.github/workflows/half.yml',
        'on: push\njobs:\n  a:\n    steps: []\n  b: 1\n',
      ],
      ['README.md', '# not a pipeline: ['],
      ['.github/dependabot.yml', 'version: 2'],
    );
    expect(pipelines.map(({ path }) => path)).toEqual([
      '.github/workflows/good.yml',
      '.github/workflows/half.yml',
    ]);
    expect(
      problems.map(({ path, line, column }) => [path, line, column]),
    ).toEqual([
      ['.github/workflows/bad.yml', 6, 1],
      ['.github/workflows/empty.yml', 1, 1],
      ['.github/workflows/half.yml', 5, 6],
      ['.github/workflows/list.yml', 1, 1],
      ['.github/workflows/nothing.yml', 1, 1],
      ['.github/workflows/twice.yml', 7, 3],
    ]);
    for (const { path, message } of problems) {
      expect(message).toContain(path);
      expect(message).toMatch(/\.$/);
    }
  });

  it.each([
    ['many brackets', `a: ${'['.repeat(500_000)}`],
    ['many nested entries', '- '.repeat(250_000)],
    [
      'deep mappings',
      Array.from({ length: 900 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    ],
    [
      'aliases of aliases',
      Array.from({ length: 30 }, (_, n) =>
        n === 0
          ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
          : `a${n}: &a${n} [${Array(9)
              .fill(`*a${n - 1}`)
              .join(', ')}]`,
      ).join('\n'),
    ],
    [
      'one wide anchor used many times',
      `a: &a [${Array(1000).fill('x').join(', ')}]\nb: [${Array(1000)
        .fill('*a')
        .join(', ')}]`,
    ],
    ['mappings as keys of mappings', '? '.repeat(400)],
    ['ever more commas', `a: [${','.repeat(400_000)}`],
    ['ever more quotes', '"'.repeat(500_000)],
    [
      'more keys than anyone writes',
      Array.from({ length: 30_000 }, (_, n) => `k${n}: 1`)
        .join('\n')
        .slice(0, 500_000),
    ],
    [
      'thousands of anchors, each used',
      `${Array.from({ length: 15_000 }, (_, n) => `- &a${n} 1`).join(
        '\n',
      )}\n${Array.from({ length: 5_000 }, (_, n) => `- *a${n}`).join('\n')}`,
    ],
    ['an anchor inside itself', 'a: &a [*a]'],
    ['a huge file', `# ${'x'.repeat(1_000_001)}`],
  ])('with %s are refused with a sentence', (_, content) => {
    const { pipelines, problems } = read(
      ['.github/workflows/bomb.yml', content],
      ['.github/workflows/good.yml', `on: push\n${JOBS}`],
    );
    expect(pipelines.map(({ path }) => path)).toEqual([
      '.github/workflows/good.yml',
    ]);
    expect(problems).toEqual([
      expect.objectContaining({
        path: '.github/workflows/bomb.yml',
        message: expect.stringMatching(/^'.github\/workflows\/bomb.yml' .+\.$/),
      }),
    ]);
  });

  it('of an anchor used often are no bomb', () => {
    const jobs = Array.from(
      { length: 400 },
      (_, n) => `  job${n}:\n    <<: *job\n`,
    ).join('');
    const pipeline = readOne(
      `on: push\nx: &job\n  steps: [{ run: npm test }]\njobs:\n${jobs}`,
    );
    expect(pipeline.jobs).toHaveLength(400);
  });
});

describe('recognition', () => {
  it('names an entry that is no regular expression', () => {
    expect(() =>
      readPipelines(
        'github',
        [{ path: '.github/workflows/ci.yml', content: `on: push\n${JOBS}` }],
        header,
        { recognition: { commands: [{ command: '(', stages: ['test'] }] } },
      ),
    ).toThrow("The recognition entry '(' is not a valid regular expression");
  });

  it('takes an organization’s own actions, commands and names beside the default table', () => {
    const content =
      'on: push\njobs:\n  go-live:\n    steps:\n      - uses: acme/ship@v1\n      - run: acmectl verify\n      - run: npm test\n';
    const { pipelines } = readPipelines(
      'github',
      [{ path: '.github/workflows/ci.yml', content }],
      header,
      {
        recognition: {
          actions: [{ action: 'acme/*', stages: ['deploy'] }],
          commands: [
            { command: '\\bacmectl verify\\b', stages: ['security-scan'] },
          ],
          names: [{ name: 'go live', where: 'job', stages: ['release'] }],
        },
      },
    );
    expect(pipelines[0].stages).toEqual([
      'test',
      'security-scan',
      'deploy',
      'release',
    ]);
  });
});
