// SPDX-License-Identifier: Apache-2.0
import { MAX_FOLDER_STEPS } from '../limits';
import { readFiles } from '../readPipelines';
import { mergeRecognition } from '../stages/recognition';
import { Work } from '../Work';

const repeat = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('');
const SHIP = 'steps: [{ run: helm upgrade shop ./chart }]';
const TEST = 'steps: [{ run: npm test }]';

/** Reads workflows by name, and local actions by folder, and tells how many steps that took. */
function stepsFor(files: Record<string, string>) {
  const work = new Work();
  const result = readFiles(
    'github',
    Object.entries(files).map(([name, content]) => ({
      path: name.includes('/') ? name : `.github/workflows/${name}.yml`,
      content,
    })),
    { host: 'github.com', recognition: mergeRecognition(undefined), work },
  );
  return { steps: MAX_FOLDER_STEPS - work.stepsLeft, ...result };
}

describe('work is bounded', () => {
  it.each<[string, Record<string, string>]>([
    [
      'a chain of needs through all jobs',
      {
        a: `on: push\njobs:\n${repeat(
          2_000,
          index =>
            `  j${index}: { environment: production, needs: j${
              index - 1
            }, ${SHIP} }\n`,
        )}`,
      },
    ],
    [
      'a called file whose jobs all wait for all of its caller',
      {
        a: `on: push\njobs:\n${repeat(
          2_000,
          index => `  j${index}: { ${TEST} }\n`,
        )}  c: { uses: ./.github/workflows/b.yml, needs: [${repeat(
          2_000,
          index => `j${index},`,
        )}] }\n`,
        b: `on: workflow_call\njobs:\n${repeat(
          2_000,
          index => `  t${index}: { environment: production, ${SHIP} }\n`,
        )}`,
      },
    ],
    [
      'variables of a workflow with many jobs',
      {
        a: `on: push\nenv: { ${repeat(
          10_000,
          index => `V${index}: x,`,
        )} }\njobs:\n${repeat(2_000, index => `  j${index}: { ${TEST} }\n`)}`,
      },
    ],
    [
      'variables of a workflow with many steps of their own',
      {
        a: `on: push\nenv: { ${repeat(
          10_000,
          index => `V${index}: x,`,
        )} }\njobs:\n  j: { steps: [${repeat(
          2_000,
          () => '{ run: x, env: { A: b } },',
        )}] }\n`,
      },
    ],
    [
      'one long script with another value in each job',
      {
        a: `on: push\nx: &run "${'npm run a\\n'.repeat(
          4_000,
        )} \${{ matrix.a }}"\njobs:\n${repeat(
          1_000,
          index =>
            `  j${index}: { strategy: { matrix: { a: [x${index}] } }, steps: [{ run: *run }] }\n`,
        )}`,
      },
    ],
    [
      'an output that one long script writes thousands of times',
      {
        a: `on: push\njobs:\n  a: { outputs: { o: "\${{ steps.s.outputs.o }}" }, steps: [{ id: s, run: "${repeat(
          2_000,
          index => `o=$x${index} `,
        )}" }] }\n${repeat(
          1_000,
          index =>
            `  j${index}: { needs: a, environment: "\${{ needs.a.outputs.o }}", ${SHIP} }\n`,
        )}`,
      },
    ],
    [
      'actions that call each other with many inputs',
      {
        a: `on: push\njobs:\n  j: { steps: [{ uses: ./act/a0 }] }\n`,
        ...Object.fromEntries(
          Array.from({ length: 10 }, (_, file) => [
            `act/a${file}/action.yml`,
            `inputs: { ${repeat(
              500,
              index => `i${index}: { default: x },`,
            )} }\nruns: { using: composite, steps: [${repeat(
              10,
              () => `{ uses: ./act/a${file + 1} },`,
            )}] }\n`,
          ]),
        ),
      },
    ],
    [
      'matrices that many jobs share',
      {
        a: `on: push\nx: &m { ${repeat(
          50,
          key => `k${key}: [${repeat(50, index => `v${index},`)}],`,
        )} }\njobs:\n${repeat(
          60,
          index =>
            `  j${index}: { strategy: { matrix: *m }, environment: "\${{ matrix.k1 }}-\${{ matrix.k2 }}-\${{ matrix.k3 }}", ${SHIP} }\n`,
        )}`,
      },
    ],
  ])('for %s', (_, files) => {
    const { steps, pipelines, problems } = stepsFor(files);
    expect(steps).toBeLessThanOrEqual(MAX_FOLDER_STEPS);
    expect(pipelines.length).toBeGreaterThan(0);
    // Whoever runs out of steps is told with the file, and nobody else is.
    const told = problems.filter(({ message, path }) =>
      message.startsWith(`'${path}' and the workflow files before it take`),
    );
    expect(told.length === 1 || steps < MAX_FOLDER_STEPS).toBe(true);
  });

  it('for formats and names that repeat each other', () => {
    const { pipelines } = stepsFor({
      a: `on: push\nenv: { L: "${'{0}'.repeat(
        30_000,
      )}" }\njobs:\n  j: { env: { A: "${'x'.repeat(
        9_000,
      )}" }, name: "\${{ format(env.L, env.L) }}", environment: "${'${{ env.A }}'.repeat(
        1_000,
      )}", ${SHIP} }\n`,
    });
    expect(pipelines[0].jobs[0].stages).toEqual(['deploy']);
    expect(JSON.stringify(pipelines).length).toBeLessThan(10_000);
  });

  it('for more events than there are, with a sentence', () => {
    const { pipelines, problems } = stepsFor({
      a: `on: [${repeat(
        101,
        index => `e${index},`,
      )}]\njobs: { j: { ${TEST} } }\n`,
    });
    expect(pipelines).toEqual([]);
    expect(problems[0].message).toBe(
      "'.github/workflows/a.yml' names 101 events; workflows with up to 100 are read. Name only events that GitHub has.",
    );
  });
});

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

describe('names that objects have by themselves', () => {
  it.each(NAMES)('%s is a name like any other', name => {
    const { pipelines, problems } = stepsFor({
      a: `on: { push: , workflow_dispatch: { inputs: { ${name}: { type: choice, options: [${name}] } } } }
env: { ${name}: ${name} }
jobs:
  ${name}:
    outputs: { ${name}: "\${{ steps.${name}.outputs.${name} }}" }
    strategy: { matrix: { ${name}: [${name}] } }
    steps: [{ id: ${name}, run: "echo ${name}=${name} >> $GITHUB_OUTPUT", with: { ${name}: x } }]
  next:
    needs: ${name}
    environment: "\${{ needs.${name}.outputs.${name} }} \${{ env.${name} }} \${{ inputs.${name} }}"
    ${SHIP}
`,
    });
    expect(problems).toEqual([]);
    expect(pipelines[0].jobs.map(({ id }) => id)).toEqual([name, 'next']);
    expect(
      pipelines[0].deployments?.map(({ environment }) => environment),
    ).toContain(`${name} ${name} ${name}`);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
