// SPDX-License-Identifier: Apache-2.0
import { MAX_FOLDER_CHARACTERS, MAX_FOLDER_STEPS } from '../limits';
import { readPipelines } from '../readPipelines';
import { mergeRecognition } from '../stages/recognition';
import { Work } from '../Work';
import { localIncludes } from './localIncludes';
import { matchesPath } from './matchesPath';
import { readGitlabPipeline } from './readGitlabPipeline';

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('');
const SHIP = 'script: helm upgrade shop ./chart';

/** Reads files and tells how many steps that took; a clock tells something else on each machine. */
function stepsFor(files: Record<string, string>) {
  const work = new Work();
  const result = readGitlabPipeline(
    Object.entries(files).map(([path, content]) => ({ path, content })),
    {
      host: 'gitlab.com',
      recognition: mergeRecognition(undefined),
      defaultBranch: 'main',
      work,
    },
  );
  return { steps: MAX_FOLDER_STEPS - work.stepsLeft, ...result };
}

const chain = (files: number, twice: number) =>
  Object.fromEntries(
    Array.from({ length: files }, (_, index) => [
      index === 0 ? '.gitlab-ci.yml' : `f${index}.yml`,
      `${
        index === 0 ? '' : 'spec: { inputs: { a: { default: x } } }\n---\n'
      }include:\n${repeat(
        twice,
        copy =>
          `  - { local: f${index + 1}.yml, inputs: { a: "${
            index === 0 ? '' : '$[[ inputs.a ]]'
          }${copy}" } }\n`,
      )}j${index}: { script: npm test }\n`,
    ]),
  );

describe('work is bounded', () => {
  it.each<[string, Record<string, string>]>([
    ['files that include each other twice with other inputs', chain(12, 4)],
    [
      'one large file, included with many inputs',
      {
        '.gitlab-ci.yml': `include:\n${repeat(
          400,
          index => `  - { local: b.yml, inputs: { n: n${index} } }\n`,
        )}`,
        'b.yml': `spec: { inputs: { n: } }\n---\n${repeat(
          300,
          index => `"$[[ inputs.n ]]-${index}": { script: echo }\n`,
        )}`,
      },
    ],
    [
      'matrices that name an environment each',
      {
        '.gitlab-ci.yml': repeat(
          500,
          index =>
            `j${index}: { environment: $A-$B, ${SHIP}, parallel: { matrix: [{ A: [1, 2, 3, 4, 5, 6, 7, 8, 9], B: [1, 2, 3, 4, 5, 6, 7, 8, 9] }] } }\n`,
        ),
      },
    ],
    [
      'a chain of needs through all jobs',
      {
        '.gitlab-ci.yml': repeat(
          2_000,
          index =>
            `j${index}: { environment: production, ${SHIP}, when: manual, needs: [j${
              index - 1
            }] }\n`,
        ),
      },
    ],
    [
      'child pipelines that trigger each other with ever longer variables',
      {
        '.gitlab-ci.yml': repeat(
          20,
          index => `t${index}: { trigger: { include: c${index}.yml } }\n`,
        ),
        ...Object.fromEntries(
          Array.from({ length: 20 }, (_, file) => [
            `c${file}.yml`,
            repeat(
              20,
              index =>
                `t${index}: { variables: { V${index}: $V${index}x }, trigger: { include: c${index}.yml } }\n`,
            ),
          ]),
        ),
      },
    ],
    [
      'patterns that other engines never finish',
      {
        '.gitlab-ci.yml': repeat(
          1_000,
          index =>
            `j${index}: { script: npm test, rules: [{ if: '$CI_COMMIT_BRANCH =~ /^(a*)*(b|b)*${index}+x$/' }], only: ['/^(x+x+)+$/'] }\n`,
        ),
      },
    ],
    [
      'many jobs that extend one with many variables',
      {
        '.gitlab-ci.yml': `.big:\n  variables:\n${repeat(
          1_000,
          index => `    V${index}: x\n`,
        )}${repeat(
          1_000,
          index =>
            `j${index}: { extends: .big, variables: { A: b }, script: npm test }\n`,
        )}`,
      },
    ],
    [
      'variables that double each other',
      {
        '.gitlab-ci.yml': `variables:\n  V0: xxxx\n${repeat(
          40,
          index => `  V${index + 1}: $V${index}$V${index}$V${index}\n`,
        )}x: { environment: $V40, ${SHIP} }\n`,
      },
    ],
    [
      'a branch of its own for each job',
      {
        '.gitlab-ci.yml': repeat(
          1_000,
          index =>
            `j${index}: { environment: $CI_COMMIT_BRANCH, ${SHIP}, rules: [{ if: '$CI_COMMIT_BRANCH == "b${index}"' }] }\n`,
        ),
      },
    ],
    [
      'jobs that need each other, all of them all',
      {
        '.gitlab-ci.yml': `.n: { needs: &n [${repeat(
          300,
          index => `j${index},`,
        )}] }\n${repeat(
          300,
          index =>
            `j${index}: { environment: production, ${SHIP}, when: manual, needs: *n }\n`,
        )}`,
      },
    ],
    [
      'one list of scripts that many jobs take over',
      {
        '.gitlab-ci.yml': `.r: { script: [${repeat(
          2_000,
          index => `npm run t${index},`,
        )}] }\n${repeat(
          1_200,
          index => `j${index}: { script: [!reference [.r, script]] }\n`,
        )}`,
      },
    ],
    [
      'files that include each other in a circle',
      {
        '.gitlab-ci.yml': 'include: [a.yml]\nx: { script: npm test }\n',
        'a.yml':
          'include: [.gitlab-ci.yml, a.yml, "*.yml"]\ny: { trigger: { include: a.yml } }\n',
      },
    ],
  ])('for %s', (_, files) => {
    const { steps, pipelines, problems } = stepsFor(files);
    expect(steps).toBeLessThanOrEqual(MAX_FOLDER_STEPS);
    const messages = problems.map(({ message }) => message);
    expect(pipelines.length + messages.length).toBeGreaterThan(0);
    // Whoever runs out of steps says so, and nobody else does.
    expect(
      messages.some(text => /more than \d+ steps to read/.test(text)),
    ).toBe(steps === MAX_FOLDER_STEPS);
  });

  it('for folders of thousands of files, with a sentence on each that is left out', () => {
    const content = repeat(
      100,
      index =>
        `job-${index}:\n  script:\n    - npm run test -- ${index} ${'x'.repeat(
          60,
        )}\n`,
    );
    const files = [
      { path: '.gitlab-ci.yml', content: 'include: "ci/*.yml"\n' },
      ...Array.from({ length: 1_000 }, (_, index) => ({
        path: `ci/${index}.yml`,
        content,
      })),
    ];
    const { pipelines, problems } = readPipelines('gitlab', files, {
      source: 's',
      observedAt: '2026-06-01T00:00:00.000Z',
    });
    expect(pipelines[0].stages).toEqual(['test']);
    const read = 1_000 - problems.length;
    expect(read * content.length).toBeLessThan(MAX_FOLDER_CHARACTERS);
    expect(read).toBeGreaterThan(100);
    expect(problems[0].message).toMatch(
      /^'ci\/\d+\.yml' is left out: together with the files before it there is more than is read of one repository/,
    );
  });

  it('for patterns of many stars', () => {
    const work = new Work();
    const before = work.stepsLeft;
    expect(matchesPath('*a'.repeat(400), 'a'.repeat(400), work)).toBe(true);
    expect(matchesPath(`${'**a'.repeat(300)}b`, 'a'.repeat(900), work)).toBe(
      false,
    );
    expect(before - work.stepsLeft).toBeLessThan(1_000_000);
  });
});

describe('files to fetch', () => {
  it.each<[string, string[]]>([
    ['include: [a.yml, { local: /b/*.yml }]', ['a.yml', 'b/*.yml']],
    ['x: { trigger: { include: c.yml } }', ['c.yml']],
    ['x: { trigger: { include: [{ local: $P/c.yml }] } }', ['*/c.yml']],
    ['include: "ci/$[[ inputs.part ]].yml"', ['ci/*.yml']],
    ['include: $EVERYTHING', []],
    ['include: { project: a/b, file: c.yml }\nx: { trigger: a/b }', []],
    ['constructor: { trigger: { include: d.yml } }', ['d.yml']],
  ])('of %j', (content, paths) => {
    expect(localIncludes({ path: '.gitlab-ci.yml', content })).toEqual(paths);
  });
});

describe('names that objects have by themselves', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a name like any other',
    name => {
      const { pipelines, problems } = stepsFor({
        '.gitlab-ci.yml': `spec: { inputs: { ${name}: { default: ${name} } } }
---
stages: [${name}, last]
variables: { ${name}: ${name} }
${name}: { stage: ${name}, script: [npm test], variables: { ${name}: ${name} }, parallel: { matrix: [{ ${name}: [${name}] }] } }
next: { extends: ${name}, stage: last, needs: [${name}], script: [!reference [${name}, script], helm upgrade a b], environment: "$${name} $[[ inputs.${name} ]]", rules: [{ if: '$${name} == "${name}"', variables: { ${name}: ${name} } }] }
`,
      });
      expect(problems).toEqual([]);
      expect(pipelines[0].jobs.map(({ id }) => id)).toEqual([name, 'next']);
      expect(
        pipelines[0].deployments?.map(({ environment }) => environment),
      ).toEqual([`${name} ${name}`]);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );
});
