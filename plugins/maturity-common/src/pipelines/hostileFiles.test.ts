// SPDX-License-Identifier: Apache-2.0
import { PipelineFile, readPipelines, resolveStages } from '.';

const header = {
  source: 's',
  repository: 'example.com/acme/shop',
  observedAt: '2026-06-01T00:00:00.000Z',
};
const fill = (text: string, characters: number) =>
  text.repeat(Math.floor(characters / text.length));
const list = (length: number, line: (index: number) => string) =>
  Array.from({ length }, (_, index) => line(index)).join('\n');

/** Each of these needs minutes, or more memory than there is, where it is read without limits. */
describe('files that ask for endless work', () => {
  const gitlab = (content: string, ...others: PipelineFile[]) =>
    readPipelines(
      'gitlab',
      [{ path: '.gitlab-ci.yml', content }, ...others],
      header,
    );
  const github = (content: string) =>
    readPipelines(
      'github',
      [{ path: '.github/workflows/ci.yml', content }],
      header,
    );

  it('by references to themselves, many at a time', () => {
    const { pipelines, problems } = gitlab(
      `.a:\n  script:\n${list(
        8,
        () => '    - !reference [.a, script]',
      )}\nj: { script: !reference [.a, script] }\nk: { script: npm test }\n`,
    );
    expect(problems).toEqual([
      {
        path: '.gitlab-ci.yml',
        message: expect.stringMatching(
          /expands to more than 200000 values through 'extends' and '!reference'/,
        ),
      },
    ]);
    expect(pipelines[0].stages).toEqual(['test']);
  });

  it('by jobs that extend many that extend many', () => {
    const levels = list(
      10,
      level =>
        `.e${level + 1}:\n  extends: [${fill(`.e${level}, `, 40)}.e${level}]`,
    );
    const { problems } = gitlab(
      `.e0: { script: npm test }\n${levels}\nj: { extends: .e10 }\n`,
    );
    expect(problems).toHaveLength(1);
  });

  it('by a pattern of many stars', () => {
    const { problems } = gitlab(`include: '/${fill('*a', 800)}b.yml'\n`, {
      path: fill('a', 1000),
      content: 'a: { script: echo }',
    });
    expect(problems[0].message).toMatch(/is not among the files given/);
  });

  it('by names that look like versions to their very end', () => {
    const long = fill('1-', 400_000);
    const { pipelines } = github(
      `on: push\njobs:\n  a: { uses: "o/r/.github/workflows/x.yml@${long}!" }\n  b:\n    uses: o/r/.github/workflows/x.yml@v1 # ${long.slice(
        0,
        99_000,
      )}!\n`,
    );
    expect(pipelines[0].references.map(({ ref }) => ref?.length)).toEqual([
      256, 2,
    ]);
  });

  it('by one long script in every step', () => {
    const { pipelines } = github(
      `on: push\nx: &run "${fill(
        'npm x\\n',
        200_000,
      )}npm test"\njobs:\n  a:\n    steps: [${fill(
        '{run: *run},',
        240_000,
      )}]\n`,
    );
    expect(pipelines[0].stages).toEqual(['test']);
  });

  it.each(['deploy_', 'publish_a', 'release-', 'a/deploy-a_'])(
    'by a script of %j without an end that tells',
    words => {
      const { pipelines } = github(
        `on: push\njobs:\n  a: { steps: [{ run: "${fill(
          words,
          1_900,
        )} npm test" }] }\n`,
      );
      expect(pipelines[0].stages).toEqual(['test']);
    },
  );

  it('by files that call each other from every job', () => {
    const calls = list(
      4000,
      index => `  j${index}: { uses: ./.github/workflows/b.yml }`,
    );
    const { pipelines } = readPipelines(
      'github',
      [
        ['a', `on: push\njobs:\n${calls}`],
        [
          'b',
          `on: workflow_call\njobs:\n  t: { steps: [{ run: npm test }] }\n${calls}`,
        ],
      ].map(([name, content]) => ({
        path: `.github/workflows/${name}.yml`,
        content,
      })),
      header,
    );
    expect(
      resolveStages(pipelines[0], pipelines, { templates: [] }).stages,
    ).toEqual(['test']);
  });
});
