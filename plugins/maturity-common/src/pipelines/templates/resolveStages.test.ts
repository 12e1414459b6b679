// SPDX-License-Identifier: Apache-2.0
import { buildTemplate, readPipelines, resolveStages } from '..';

const sha = (digit: string) => digit.repeat(40);

const CI = `
on:
  workflow_call:
    inputs:
      lint: { type: boolean, default: false }
      audit: { type: boolean, default: true }
      mode: { type: string, default: full }
jobs:
  quality:
    uses: ./.github/workflows/quality.yml
    with:
      lint: \${{ inputs.lint }}
  audit:
    if: inputs.audit == true && !cancelled()
    steps: [{ run: npm audit }]
  verify:
    if: inputs.mode != 'fast' || inputs['lint']
    steps: [{ run: npm test }]
`;
const QUALITY = `
on:
  workflow_call:
    inputs:
      lint: { type: boolean, default: true }
jobs:
  style:
    if: \${{ inputs.lint }}
    steps: [{ run: npm run lint }]
  again:
    uses: ./.github/workflows/quality.yml
    with: { lint: "\${{ inputs.lint }}" }
`;
const NEWER = CI.replace('run: npm test', 'run: helm upgrade shop ./chart');

const { template, problems } = buildTemplate({
  id: 'ci',
  provider: 'github',
  repository: 'github.com/acme/paths',
  defaultBranch: 'main',
  paths: ['.github/workflows/*'],
  stages: ['release'],
  safety: ['feature-flags'],
  versions: [
    {
      name: 'v1.0.0',
      revision: sha('1'),
      releasedAt: '2026-01-01T00:00:00Z',
      files: [
        { path: '.github/workflows/ci.yml', content: CI },
        { path: '.github/workflows/quality.yml', content: QUALITY },
        { path: '.github/workflows/broken.yml', content: 'jobs: [' },
      ],
    },
    { name: 'v2.0.0', revision: sha('2'), releasedAt: '2026-02-01T00:00:00Z' },
    { name: 'v2', revision: sha('2') },
  ],
  snapshots: [
    {
      revision: sha('3'),
      files: [{ path: '.github/workflows/ci.yml', content: NEWER }],
    },
  ],
});
const registry = { templates: [template] };

function resolve(...contents: string[]) {
  const read = readPipelines(
    'github',
    contents.map((content, index) => ({
      path: `.github/workflows/${index}.yml`,
      content,
    })),
    {
      source: 's',
      repository: 'github.com/acme/shop',
      observedAt: '2026-06-01T00:00:00.000Z',
    },
  );
  expect(read.problems).toEqual([]);
  return read.pipelines.map(pipeline =>
    resolveStages(pipeline, read.pipelines, registry),
  );
}

function calling(ref: string, inputs = '') {
  const given = inputs ? `\n    with: { ${inputs} }` : '';
  return `on: [push, schedule]\njobs:\n  go:\n    uses: acme/paths/.github/workflows/ci.yml@${ref}${given}\n`;
}

describe('resolveStages', () => {
  it('reports files of a template that cannot be read and keeps the others', () => {
    expect(problems).toEqual([
      expect.objectContaining({
        path: '.github/workflows/broken.yml',
        line: 1,
      }),
    ]);
    expect(template.snapshots[0].pipelines).toHaveLength(2);
  });

  it.each([
    ['by default', '', ['test', 'security-scan']],
    [
      'with lint, through a nested call',
      'lint: true',
      ['test', 'lint', 'security-scan'],
    ],
    ['without the audit', 'audit: false', ['test']],
    ['without the audit, as a word', "audit: 'false'", ['test']],
    ['without lint, as a word', "lint: 'false'", ['test', 'security-scan']],
    ['with the audit, as a word', "audit: 'true'", ['test', 'security-scan']],
    ['in fast mode', 'mode: FAST', ['security-scan']],
    [
      'in fast mode with lint',
      'mode: fast, lint: true',
      ['test', 'lint', 'security-scan'],
    ],
    [
      'with what only a run knows',
      'lint: "${{ github.ref == \'x\' }}"',
      ['test', 'lint', 'security-scan'],
    ],
  ])(
    'counts what the template does for this caller: %s',
    (_, inputs, stages) => {
      const [resolved] = resolve(calling('v1.0.0', inputs));
      expect(resolved.stages).toEqual(stages);
      expect(resolved.scanTriggers).toEqual(
        stages.includes('security-scan') ? ['push', 'schedule'] : [],
      );
      expect(resolved.safety).toEqual(['feature-flags']);
    },
  );

  it.each([
    ['the version in use', sha('1'), ['test', 'security-scan']],
    ['a version without files, as declared', 'v2', ['release']],
    ['the state of the branch', 'main', ['security-scan', 'deploy']],
    [
      'a version claimed beside an unknown SHA',
      `${sha('9')} # v1.0.0`,
      ['test', 'security-scan'],
    ],
    ['a version that is not known, as declared', 'v9.0.0', ['release']],
  ])('reads the template at %s', (_, ref, stages) => {
    expect(resolve(calling(ref))[0].stages).toEqual(stages);
  });

  it('follows local calls with their inputs, and counts them with the caller’s triggers', () => {
    const [caller, callee] = resolve(
      'on: pull_request\njobs:\n  a:\n    uses: ./.github/workflows/1.yml\n    with: { scan: true }\n',
      `on:
  workflow_call:
    inputs:
      scan: { type: boolean }
      ship: { type: boolean }
jobs:
  scan: { if: inputs.scan, steps: [{ uses: aquasecurity/trivy-action@v1 }] }
  ship: { if: inputs.ship, steps: [{ run: helm upgrade x }] }
`,
    );
    expect(caller).toEqual({
      stages: ['security-scan'],
      scanTriggers: ['pull_request'],
      safety: [],
    });
    expect(callee.stages).toEqual([]);
  });

  it('goes by the names of what it cannot read', () => {
    const [resolved] = resolve(
      'on: push\njobs:\n  ship:\n    uses: other/repo/.github/workflows/deploy.yml@v1\n',
    );
    expect(resolved.stages).toEqual(['deploy']);
  });

  it('leaves out jobs that never run', () => {
    const [resolved] = resolve(
      'on: push\njobs:\n  a: { if: false, steps: [{ run: npm test }] }\n  b: { if: "${{ false && success() }}", steps: [{ run: npm test }] }\n  c: { steps: [{ run: npm run lint }] }\n',
    );
    expect(resolved.stages).toEqual(['lint']);
  });

  it('counts hidden jobs of a GitLab template when a job extends them', () => {
    const gitlab = buildTemplate({
      id: 'gitlab',
      provider: 'gitlab',
      repository: 'gitlab.com/acme/paths',
      paths: ['ci.yml'],
      versions: [
        {
          name: 'v1.0.0',
          revision: sha('1'),
          releasedAt: '2026-01-01T00:00:00Z',
          files: [
            {
              path: 'ci.yml',
              content:
                '.ship: { script: helm upgrade x }\n.scan: { script: trivy fs . }\nunit: { script: npm test }\n',
            },
          ],
        },
      ],
    });
    const { pipelines } = readPipelines(
      'gitlab',
      [
        {
          path: '.gitlab-ci.yml',
          content:
            'include: { project: acme/paths, ref: v1.0.0, file: ci.yml }\ngo: { extends: .ship }\n',
        },
      ],
      {
        source: 's',
        repository: 'gitlab.com/acme/shop',
        observedAt: '2026-06-01T00:00:00.000Z',
      },
    );
    expect(
      resolveStages(pipelines[0], pipelines, {
        templates: [gitlab.template],
      }).stages,
    ).toEqual(['test', 'deploy']);
  });
});
