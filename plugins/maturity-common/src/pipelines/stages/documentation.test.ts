// SPDX-License-Identifier: Apache-2.0
import { readPipelines, ReadPipelinesOptions, waysToProduction } from '../..';

const header = {
  source: 's',
  repository: 'example.com/acme/shop',
  observedAt: '2026-06-01T00:00:00.000Z',
};
const steps = (...uses: string[]) => uses.map(use => ({ uses: `${use}@v4` }));
const run = (...commands: string[]) =>
  commands.map(command => ({ run: command }));

interface Found {
  deploys: boolean;
  ways: number;
  /** Deployments that nobody knows the place of. */
  unknown: number;
}
const NOTHING: Found = { deploys: false, ways: 0, unknown: 0 };

function found(
  provider: 'github' | 'gitlab',
  path: string,
  content: object,
  options?: ReadPipelinesOptions,
): Found {
  const { pipelines } = readPipelines(
    provider,
    [{ path, content: JSON.stringify(content) }],
    header,
    options,
  );
  const { ways, unknown } = waysToProduction(pipelines);
  return {
    deploys: pipelines.some(({ stages }) => stages.includes('deploy')),
    ways: ways.length,
    unknown: unknown.length,
  };
}

const github = (
  job: object,
  { id = 'deploy', file = 'ci.yml' }: { id?: string; file?: string } = {},
  options?: ReadPipelinesOptions,
) =>
  found(
    'github',
    `.github/workflows/${file}`,
    { on: { push: { branches: ['main'] } }, jobs: { [id]: job } },
    options,
  );
const gitlab = (config: object) => found('gitlab', '.gitlab-ci.yml', config);

interface Case {
  name: string;
  job: object;
  id?: string;
  file?: string;
}

describe('documentation that GitHub Pages publish', () => {
  it.each<Case>([
    {
      name: "by GitHub's own action in its own environment",
      job: {
        environment: { name: 'github-pages', url: 'https://x' },
        steps: steps('actions/upload-pages-artifact', 'actions/deploy-pages'),
      },
    },
    {
      name: 'by a branch',
      job: { steps: steps('peaceiris/actions-gh-pages') },
    },
    {
      name: 'by a step called after it',
      job: {
        steps: [
          { name: 'Deploy', uses: 'JamesIves/github-pages-deploy-action@v4' },
        ],
      },
    },
    {
      name: 'by MkDocs',
      job: { steps: run('pip install mkdocs', 'mkdocs gh-deploy') },
    },
    { name: 'by mike', job: { steps: run('mike deploy --push 1.2 latest') } },
    { name: 'by npm', job: { steps: run('npx gh-pages -d dist') } },
    { name: 'by git', job: { steps: run('git push -f origin HEAD:gh-pages') } },
    { name: 'by a script', job: { steps: run('npm run docs:deploy') } },
    { name: 'by a shell script', job: { steps: run('sh ci/deploy-docs.sh') } },
    {
      name: 'by a script that only the name of the job tells',
      job: { steps: run('./scripts/upload') },
      id: 'deploy-docs',
    },
    {
      name: 'by a script that only the name of the file tells',
      job: { steps: run('./scripts/upload') },
      file: 'publish-docs.yml',
    },
    {
      name: 'by the environment alone',
      job: { environment: 'github-pages', steps: run('./scripts/upload') },
    },
    {
      name: 'by a workflow of another repository',
      job: { uses: 'acme/workflows/.github/workflows/deploy-docs.yml@v1' },
      id: 'docs',
    },
  ])('is no deployment: $name', ({ job, ...place }) => {
    expect(github(job, place)).toEqual(NOTHING);
  });

  it.each<Case & { expected: Found }>([
    {
      name: 'a service that is deployed by the same job',
      job: {
        steps: [...steps('actions/deploy-pages'), ...run('helm upgrade a .')],
      },
      expected: { deploys: true, ways: 0, unknown: 1 },
    },
    {
      name: 'a site whose file names an environment',
      job: { environment: 'production', steps: steps('actions/deploy-pages') },
      expected: { deploys: true, ways: 1, unknown: 0 },
    },
    {
      name: 'pages of an application elsewhere',
      job: { steps: run('wrangler pages deploy dist --branch production') },
      expected: { deploys: true, ways: 1, unknown: 0 },
    },
    {
      name: 'documents that a service handles',
      job: {
        environment: 'production',
        steps: run('helm upgrade documents .'),
      },
      expected: { deploys: true, ways: 1, unknown: 0 },
      id: 'deploy-documents',
    },
  ])('is told from $name', ({ job, expected, ...place }) => {
    expect(github(job, place)).toEqual(expected);
  });

  it('is no deployment that another one has to pass', () => {
    const { pipelines } = readPipelines(
      'github',
      [
        {
          path: '.github/workflows/docs.yml',
          content: JSON.stringify({
            on: 'workflow_dispatch',
            jobs: {
              approve: { steps: steps('trstringer/manual-approval') },
              pages: {
                needs: 'approve',
                environment: 'github-pages',
                steps: steps('actions/deploy-pages'),
              },
            },
          }),
        },
      ],
      header,
    );
    expect(pipelines[0].deployments).toEqual([]);
    expect(pipelines[0].deploysTo).toEqual([]);
  });

  it('is a deployment where the configuration says that the repository is a site', () => {
    expect(
      github(
        {
          environment: 'production-site',
          steps: steps('actions/deploy-pages'),
        },
        {},
        {
          recognition: {
            actions: [{ action: 'actions/deploy-pages', stages: ['deploy'] }],
          },
        },
      ),
    ).toEqual({ deploys: true, ways: 1, unknown: 0 });
    expect(
      github(
        { environment: 'github-pages', steps: steps('actions/deploy-pages') },
        {},
        {
          recognition: {
            actions: [{ action: 'actions/deploy-pages', stages: ['deploy'] }],
          },
        },
      ).deploys,
    ).toBe(true);
  });
});

describe('documentation that GitLab Pages publish', () => {
  const script = ['make html'];
  it.each<[string, object]>([
    ['by the name of the job', { pages: { stage: 'deploy', script } }],
    ['by the keyword', { deploy_site: { pages: true, script } }],
    [
      'by the keyword with settings',
      { deploy_site: { pages: { publish: 'html' }, script } },
    ],
    ['by MkDocs', { deploy: { script: ['mkdocs gh-deploy'] } }],
    [
      'in an environment of its own',
      { manual: { environment: 'docs', stage: 'deploy', script } },
    ],
    [
      "by GitLab's template",
      { include: [{ template: 'Pages/Hugo.gitlab-ci.yml' }] },
    ],
  ])('is no deployment: %s', (_, config) => {
    expect(gitlab(config)).toEqual(NOTHING);
  });

  it.each<[string, object]>([
    [
      'a site whose file names an environment',
      { pages: { environment: 'production', script } },
    ],
    [
      'a service that is deployed by the same job',
      {
        pages: { environment: 'production', script: ['helm upgrade a .'] },
      },
    ],
    [
      'a job of that name that publishes none',
      {
        pages: {
          pages: false,
          stage: 'deploy',
          environment: 'production',
          script,
        },
      },
    ],
  ])('is told from %s', (_, config) => {
    expect(gitlab(config)).toEqual({ deploys: true, ways: 1, unknown: 0 });
  });
});
