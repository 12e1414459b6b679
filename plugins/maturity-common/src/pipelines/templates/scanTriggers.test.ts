// SPDX-License-Identifier: Apache-2.0
import { isCommitTrigger, readPipelines, resolveStages } from '..';

type Files = Record<string, object | string>;

/** Triggers under which something scans, and whether one of them is a commit. */
function scans(provider: 'github' | 'gitlab', files: Files) {
  const { pipelines } = readPipelines(
    provider,
    Object.entries(files).map(([path, content]) => ({
      path:
        provider === 'github' && !path.includes('/')
          ? `.github/workflows/${path}`
          : path,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })),
    {
      source: 's',
      repository: 'example.com/acme/shop',
      observedAt: '2026-06-01T00:00:00.000Z',
      defaultBranch: 'main',
    },
  );
  const resolved = pipelines.map(pipeline =>
    resolveStages(pipeline, pipelines, { templates: [] }),
  );
  const triggers = resolved.flatMap(({ scanTriggers }) => scanTriggers);
  return {
    scans: resolved.some(({ stages }) => stages.includes('security-scan')),
    atCommit: triggers.some(isCommitTrigger),
  };
}

const AT_COMMIT = { scans: true, atCommit: true };
const NIGHTLY = { scans: true, atCommit: false };
const NEVER = { scans: false, atCommit: false };

describe('a scan in a workflow that is called', () => {
  const both = ['push', 'schedule'];
  const nightly = "github.event_name == 'schedule'";
  const scan = { steps: [{ run: 'trivy fs .' }] };
  const test = { steps: [{ run: 'npm test' }] };
  const uses = './.github/workflows/scan.yml';
  const called = (...jobs: object[]) => ({
    on: { workflow_call: { inputs: { scan: { type: 'boolean' } } } },
    jobs: Object.fromEntries(jobs.map((job, index) => [`j${index}`, job])),
  });
  const caller = (job: object, on: unknown = both) => ({
    on,
    jobs: { a: { uses, ...job }, test },
  });

  it.each<[string, Files, object]>([
    [
      'whatever starts it',
      { 'ci.yml': caller({}), 'scan.yml': called(scan) },
      AT_COMMIT,
    ],
    [
      'by a job that runs on schedule',
      { 'ci.yml': caller({ if: nightly }), 'scan.yml': called(scan) },
      NIGHTLY,
    ],
    [
      'by a file that runs on schedule',
      { 'ci.yml': caller({}, { schedule: [] }), 'scan.yml': called(scan) },
      NIGHTLY,
    ],
    [
      'whose job runs on schedule',
      {
        'ci.yml': caller({}),
        'scan.yml': called({ ...scan, if: nightly }, test),
      },
      NIGHTLY,
    ],
    [
      'whose step runs on schedule',
      {
        'ci.yml': caller({}),
        'scan.yml': called({ steps: [{ if: nightly, run: 'trivy fs .' }] }),
      },
      NIGHTLY,
    ],
    [
      'by an input that holds on schedule',
      {
        'ci.yml': caller({ with: { scan: `\${{ ${nightly} }}` } }),
        'scan.yml': called({ ...scan, if: 'inputs.scan' }),
      },
      NIGHTLY,
    ],
    [
      'by an input that never holds',
      {
        'ci.yml': caller({ with: { scan: false } }),
        'scan.yml': called({
          steps: [{ if: 'inputs.scan', ...scan.steps[0] }],
        }),
      },
      NEVER,
    ],
    [
      'through another one that calls it on schedule',
      {
        'ci.yml': {
          on: both,
          jobs: { a: { uses: uses.replace('scan', 'mid') } },
        },
        'mid.yml': { on: 'workflow_call', jobs: { b: { uses, if: nightly } } },
        'scan.yml': called(scan),
      },
      NIGHTLY,
    ],
    [
      'elsewhere, through one that calls it on schedule',
      {
        'ci.yml': {
          on: both,
          jobs: { a: { uses: uses.replace('scan', 'mid') } },
        },
        'mid.yml': {
          on: 'workflow_call',
          jobs: {
            b: { uses: 'o/r/.github/workflows/trivy.yml@v1', if: nightly },
          },
        },
      },
      NIGHTLY,
    ],
    [
      'after a job that runs on schedule',
      {
        'ci.yml': {
          on: both,
          jobs: {
            first: { ...test, if: nightly },
            a: { needs: 'first', uses },
          },
        },
        'scan.yml': called(scan),
      },
      NIGHTLY,
    ],
    [
      'as an action, by an input that holds on schedule',
      {
        'ci.yml': {
          on: both,
          jobs: {
            a: {
              steps: [
                {
                  uses: './.github/actions/check',
                  with: { scan: `\${{ ${nightly} }}` },
                },
              ],
            },
          },
        },
        '.github/actions/check/action.yml': {
          inputs: { scan: { default: 'false' } },
          runs: {
            steps: [
              { run: 'trivy fs .', if: "inputs.scan == 'true'" },
              { run: 'npm test' },
            ],
          },
        },
      },
      NIGHTLY,
    ],
  ])('%s', (_, files, expected) => {
    expect(scans('github', files)).toEqual(expected);
  });
});

describe('a scan in a child pipeline or an included file', () => {
  const nightly = [{ if: '$CI_PIPELINE_SOURCE == "schedule"' }];
  const scan = { script: ['trivy fs .'] };
  const test = { script: ['npm test'] };
  const child = (more: object = {}) => ({
    child: { trigger: { include: 'scan.yml' }, ...more },
    test,
  });

  it.each<[string, Files, object]>([
    [
      'that starts whatever happens',
      { '.gitlab-ci.yml': child(), 'scan.yml': { scan } },
      AT_COMMIT,
    ],
    [
      'that is started on schedule',
      { '.gitlab-ci.yml': child({ rules: nightly }), 'scan.yml': { scan } },
      NIGHTLY,
    ],
    [
      'whose job asks for a variable that tells the schedule',
      {
        '.gitlab-ci.yml': {
          workflow: {
            rules: [
              { ...nightly[0], variables: { KIND: 'nightly' } },
              { when: 'always' },
            ],
          },
          variables: { KIND: 'commit' },
          ...child({ variables: { OF: '$KIND' } }),
        },
        'scan.yml': {
          scan: { ...scan, rules: [{ if: '$OF == "nightly"' }] },
          test,
        },
      },
      NIGHTLY,
    ],
    [
      'whose job asks for the source that its parent tells',
      {
        '.gitlab-ci.yml': child({ variables: { OF: '$CI_PIPELINE_SOURCE' } }),
        'scan.yml': {
          scan: { ...scan, rules: [{ if: '$OF == "schedule"' }] },
          test,
        },
      },
      NIGHTLY,
    ],
    [
      'that is included on schedule',
      {
        '.gitlab-ci.yml': {
          include: [{ local: 'scan.yml', rules: nightly }],
          test,
        },
        'scan.yml': { scan },
      },
      NIGHTLY,
    ],
    [
      "that is GitLab's, and is included on schedule",
      {
        '.gitlab-ci.yml': {
          include: [{ template: 'Jobs/SAST.gitlab-ci.yml', rules: nightly }],
          test,
        },
      },
      NIGHTLY,
    ],
    [
      'through a child of a child that is started on schedule',
      {
        '.gitlab-ci.yml': {
          child: { trigger: { include: 'mid.yml' }, rules: nightly },
          test,
        },
        'mid.yml': child(),
        'scan.yml': { scan },
      },
      NIGHTLY,
    ],
    [
      'by an input that leaves it out',
      {
        '.gitlab-ci.yml': {
          include: [{ local: 'scan.yml', inputs: { scan: 'off' } }],
          test,
        },
        'scan.yml': `spec: { inputs: { scan: {} } }
---
scan: { script: [trivy fs .], rules: [{ if: '"$[[ inputs.scan ]]" == "on"' }] }
`,
      },
      NEVER,
    ],
  ])('%s', (_, files, expected) => {
    expect(scans('gitlab', files)).toEqual(expected);
  });
});
