// SPDX-License-Identifier: Apache-2.0
import { measures } from '../measures';
import { defaultModel, defaultModelInput } from './defaultModel';
import { validateModel } from './validateModel';

type Members = Record<string, unknown>;

const goodCheck: Members = {
  id: 'coverage',
  title: 'Coverage',
  failureTitle: 'Test more',
  fact: 'coverage',
  unit: 'ratio',
  ladder: [0.2, 0.4, 0.6, 0.8],
  remediation: { effort: 'low', steps: ['Write a test.'] },
};

const modelWith = (check: Members, members: Members = {}): Members => ({
  ...defaultModelInput,
  dimensions: [
    {
      id: 'quality',
      title: 'Quality',
      description: 'Is it tested?',
      checks: [check],
    },
  ],
  ...members,
});

const problemsOf = (input: unknown) => validateModel(input).problems ?? [];

describe('the default model', () => {
  it('grades every measure once, in the four dimensions', () => {
    const checks = defaultModel.dimensions.flatMap(({ checks: all }) => all);
    expect(checks.map(({ measureId }) => measureId).sort()).toEqual(
      measures.map(({ meta }) => meta.id).sort(),
    );
    expect(defaultModel.dimensions.map(({ id }) => id)).toEqual([
      'pipeline-standardization',
      'provisioning-time',
      'on-demand-deployability',
      'approval-bottlenecks',
    ]);
    expect(
      checks.filter(({ required }) => required).map(({ id }) => id),
    ).toEqual([
      'golden-path-adoption',
      'required-stages',
      'service-time',
      'deployment-frequency',
      'lead-time',
      'approval-gates',
      'approval-wait',
    ]);
  });

  it('has the ladders of the rubric', () => {
    const ladders = Object.fromEntries(
      defaultModel.dimensions
        .flatMap(({ checks }) => checks)
        .filter(({ graded }) => graded)
        .map(({ id, thresholds }) => [id, thresholds]),
    );
    expect(ladders).toEqual({
      'golden-path-adoption': [0.25, 0.5, 0.8, 0.95],
      'golden-path-drift': [365, 180, 90, 30],
      'required-stages': [0.25, 0.5, 0.75, 1],
      'scan-at-commit': [null, 1, null, null],
      'safety-defaults': [null, 0.34, 0.67, 1],
      'service-time': [168, 24, 2, 0.5],
      'environment-time': [168, 24, 2, 0.5],
      'self-service': [null, 0.5, 0.8, 0.95],
      'deployment-frequency': [0.25, 1, 5, 10],
      'lead-time': [730, 168, 24, 1],
      'on-demand-share': [0.25, 0.5, 0.8, 0.95],
      'change-fail-rate': [0.45, 0.3, 0.15, 0.05],
      'recovery-time': [168, 24, 7.6, 1],
      'approval-gates': [3, 2, 1, 0],
      'approval-wait': [72, 24, 4, 0.25],
      'approval-wait-tail': [168, 72, 24, 4],
      'share-of-lead-time': [0.5, 0.25, 0.1, 0.02],
    });
  });
});

describe('validateModel', () => {
  it('gives one version to one content, whatever the order of its members', () => {
    const versionOf = (input: unknown) => validateModel(input).model?.version;
    const reordered = Object.fromEntries(
      Object.entries(defaultModelInput).reverse(),
    );
    expect(versionOf(reordered)).toBe(defaultModel.version);
    expect(versionOf({ ...defaultModelInput, policy: 'mean' })).not.toBe(
      defaultModel.version,
    );
  });

  it('takes a custom check over a fact', () => {
    const { model } = validateModel(modelWith(goodCheck));
    expect(model?.dimensions[0].checks[0]).toMatchObject({
      measureId: 'fact:coverage',
      better: 'higher',
      weight: 1,
      graded: true,
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['text', 'strict', /must be an object with 'levels' and 'dimensions'/],
    [
      'an unknown measure',
      modelWith({ ...goodCheck, fact: undefined, measure: 'approval.wiat' }),
      /Check 'coverage': the measure 'approval\.wiat' is unknown; known are .*approval\.wait/,
    ],
    [
      'neither measure nor fact',
      modelWith({ ...goodCheck, fact: undefined }),
      /must grade either a 'measure' or a 'fact', and names neither/,
    ],
    ['both', modelWith({ ...goodCheck, measure: 'approval.wait' }), /not both/],
    [
      'a weaker higher level',
      modelWith({ ...goodCheck, ladder: [0.2, 0.4, 'none', 0.3] }),
      /level 4 asks for 0.3, which is weaker than the 0.4 of level 2; higher is better/,
    ],
    [
      'a weaker higher level where lower is better',
      modelWith({ ...goodCheck, better: 'lower' }),
      /lower is better here, so thresholds must not rise/,
    ],
    [
      'a ladder of the wrong length',
      modelWith({ ...goodCheck, ladder: [0.2, 0.4] }),
      /'ladder' has 2 steps, but the model has 4 levels above the lowest/,
    ],
    [
      'no ladder',
      modelWith({ ...goodCheck, ladder: undefined }),
      /'ladder' is missing/,
    ],
    [
      'an empty ladder',
      modelWith({ ...goodCheck, ladder: ['none', 'none', 'none', 'none'] }),
      /no step of 'ladder' has a threshold/,
    ],
    [
      'several steps for yes or no',
      modelWith({
        ...goodCheck,
        unit: 'boolean',
        ladder: [true, true, 'none', 'none'],
      }),
      /exactly one step with 'true'/,
    ],
    [
      'a yes for a number',
      modelWith({ ...goodCheck, ladder: [0.2, true, 'none', 'none'] }),
      /needs numbers, not true or false/,
    ],
    [
      'a word for a number',
      modelWith({ ...goodCheck, ladder: [0.2, 'much', 'none', 'none'] }),
      /Check 'coverage': 'ladder\[1\]' is missing or of the wrong kind: it must be number, boolean, null or 'none'/,
    ],
    [
      'no failureTitle',
      modelWith({ ...goodCheck, failureTitle: undefined, x: 1 }),
      /failureTitle/,
    ],
    [
      'no remediation',
      modelWith(
        Object.fromEntries(
          Object.entries(goodCheck).filter(([key]) => key !== 'remediation'),
        ),
      ),
      /'remediation' is missing; give 'effort'/,
    ],
    [
      'a weight of zero',
      modelWith({ ...goodCheck, weight: 0 }),
      /'weight' must be above 0/,
    ],
    [
      'an id that is not in kebab-case',
      modelWith({ ...goodCheck, id: 'Code Coverage' }),
      /'id' must be in kebab-case/,
    ],
    [
      'a bad predicate',
      modelWith({ ...goodCheck, applies: { $and: [] } }),
      /Check 'coverage': 'applies/,
    ],
    [
      'an unknown policy',
      modelWith(goodCheck, { policy: 'strictest' }),
      /The model: 'policy' is wrong: .*weakest-link/,
    ],
    [
      'one level',
      modelWith(goodCheck, { levels: [{ name: 'Only' }] }),
      /'levels' must name 2 to 6 levels/,
    ],
    [
      'two levels of one name',
      modelWith(goodCheck, {
        levels: ['a', 'b', 'c', 'c', 'd'].map(name => ({ name })),
      }),
      /two levels have the same name/,
    ],
    [
      'a target above the top',
      modelWith(goodCheck, { targets: [{ level: 5 }] }),
      /'targets\[0\]\.level' is 5, but the highest level is 4 \(On demand\)/,
    ],
    [
      'a window that is no duration',
      modelWith(goodCheck, { window: '90 days' }),
      /'window' is '90 days', which is no ISO 8601 duration/,
    ],
    [
      'an unknown stage',
      modelWith(goodCheck, { requiredStages: ['tests'] }),
      /required stage 'tests' is unknown; known are build, test/,
    ],
    [
      'no dimensions',
      { ...defaultModelInput, dimensions: [] },
      /'dimensions' must be a list/,
    ],
  ])('refuses %s in words of the configuration', (_, input, sentence) => {
    const problems = problemsOf(input);
    expect(problems.join('\n')).toMatch(sentence);
  });

  it('finds ids that occur twice, across dimensions', () => {
    const [first] = modelWith(goodCheck).dimensions as Members[];
    const problems = problemsOf({
      ...defaultModelInput,
      dimensions: [first, { ...first, id: 'more' }, { ...first }],
    });
    expect(problems.join('\n')).toMatch(/Check 'coverage' occurs twice/);
    expect(problems.join('\n')).toMatch(/Dimension 'quality' occurs twice/);
  });

  it('reports all problems at once', () => {
    const problems = problemsOf(
      modelWith(
        { id: 'coverage', title: 'Coverage', fact: 'c', weight: -1 },
        { policy: 'x', window: 'y' },
      ),
    );
    const all = problems.join('\n');
    for (const member of ['policy', 'weight', 'failureTitle', 'remediation']) {
      expect(all).toContain(`'${member}'`);
    }
  });
});
