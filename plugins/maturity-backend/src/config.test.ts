// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readMaturityConfig } from './config';

function read(maturity?: JsonObject) {
  return readMaturityConfig(new ConfigReader(maturity ? { maturity } : {}));
}

describe('readMaturityConfig', () => {
  it('needs no configuration', () => {
    const { model, templates, evaluation } = read();
    expect(model.dimensions).toHaveLength(4);
    expect(templates).toEqual([]);
    expect(evaluation).toEqual({
      batchSize: 25,
      workers: 2,
      leaseMs: 120_000,
      pollMs: 500,
    });
  });

  it('changes what the model names, and leaves the rest of the default', () => {
    const before = read().model;
    const { model } = read({
      model: {
        window: 'P30D',
        dimensions: [
          {
            id: 'approval-bottlenecks',
            checks: [
              { id: 'approval-wait', ladder: [48, 12, 2, 0.1] },
              { id: 'approval-wait-tail', remove: true },
            ],
          },
        ],
      },
    });
    const checksOf = (of: typeof model) =>
      of.dimensions.flatMap(dimension => dimension.checks);
    expect(model.window).toBe('P30D');
    expect(model.version).not.toBe(before.version);
    expect(checksOf(model)).toEqual(
      checksOf(before)
        .filter(check => check.id !== 'approval-wait-tail')
        .map(check =>
          check.id === 'approval-wait'
            ? { ...check, thresholds: [48, 12, 2, 0.1] }
            : check,
        ),
    );
  });

  it('keeps things for as long as is said, and at least for as long as scorecards read them', () => {
    const DAY = 86_400_000;
    expect(read().retention).toEqual({
      deployments: 400 * DAY,
      incidents: 800 * DAY,
      facts: 800 * DAY,
      events: 400 * DAY,
      unmatched: 400 * DAY,
      evaluationRuns: 90 * DAY,
      collectorRuns: 400 * DAY,
      taskEvidence: 400 * DAY,
      dailyHistory: 365 * DAY,
    });
    expect(
      read({
        retention: {
          deployments: 'P104D',
          facts: 'forever',
          events: { days: 200 },
        },
      }).retention,
    ).toMatchObject({
      deployments: 104 * DAY,
      facts: Infinity,
      events: 200 * DAY,
    });
    // The default follows a longer window.
    expect(read({ model: { window: 'P500D' } }).retention).toMatchObject({
      deployments: 514 * DAY,
      incidents: 900 * DAY,
    });
    const refused = (retention: JsonObject) => () => read({ retention });
    expect(refused({ deployments: 'P103D' })).toThrow(
      "'maturity.retention.deployments' is 103 days; write at least 104 days, because scorecards with the window P90D read that far back.",
    );
    expect(refused({ incidents: 'P1Y', taskEvidence: 'P30D' })).toThrow(
      /'maturity.retention.incidents' is 365 days; write at least 490 days.*\n.*'maturity.retention.taskEvidence' is 30 days; write at least 31 days/,
    );
    expect(refused({ facts: 'always' })).toThrow(
      `'maturity.retention.facts' is "always"; write a duration`,
    );
  });

  it('reads what is known of sources beside what they tell, and says what is wrong there', () => {
    expect(read().sources).toEqual([]);
    const sources = [
      { source: 'jenkins.acme.com/*', reach: ['deployments', 'failures'] },
      { source: '*', environment: 'production' },
    ];
    expect(read({ sources }).sources).toEqual(sources);
    expect(() => read({ sources: {} })).toThrow(
      "'maturity.sources' must be a list of sources.",
    );
    expect(() =>
      read({
        sources: [{ source: 'ci', reach: ['approvals'] }, { reach: [] }],
      }),
    ).toThrow(
      /'maturity\.sources\[0\]\.reach\.0' is wrong: .*"waits\.approval"[^]*'maturity\.sources\[1\]\.source' is wrong/,
    );
  });

  it('adds to what stages are recognized by, in the files of golden paths too', () => {
    const file = {
      path: '.github/workflows/ship.yml',
      content: [
        'on: workflow_call',
        'jobs:',
        '  a:',
        '    runs-on: x',
        '    steps: [{ uses: acme/quality-scan@v1 }]',
      ].join('\n'),
    };
    const recognition = {
      actions: [{ action: 'acme/quality-*', stages: ['security-scan'] }],
    };
    const stages = (given: JsonObject) =>
      read({
        ...given,
        templates: [
          {
            id: 'ship',
            provider: 'github',
            repository: 'github.com/acme/paths',
            paths: [file.path],
            versions: [{ name: 'v1.0.0', revision: 'a1', files: [file] }],
          },
        ],
      }).templates[0].snapshots[0].pipelines[0].jobs[0].stages;

    expect(stages({})).not.toContain('security-scan');
    expect(stages({ recognition })).toContain('security-scan');
    expect(() =>
      read({ recognition: { commands: [{ command: '(', stages: ['test'] }] } }),
    ).toThrow(
      "'maturity.recognition.commands.0.command' is wrong: is not a valid regular expression.",
    );
  });

  it('tells all problems at once, each with its place', () => {
    const problems = () =>
      read({
        evaluation: { batchSize: 0, lease: 'soon' },
        schedule: { catalog: { frequency: 'often' } },
        templates: [
          { provider: 'github' },
          { id: 'a', provider: 'github', repository: 'nowhere', paths: ['*'] },
        ],
        model: { extends: 'mine' },
      });
    expect(problems).toThrow(/has 6 problems/);
    expect(problems).toThrow(/'maturity\.evaluation\.batchSize' is 0/);
    expect(problems).toThrow(/'maturity\.templates\[0\]' has no 'id'/);
    expect(problems).toThrow(/golden path 'a'.*'nowhere'/);
    expect(problems).toThrow(/'maturity\.model\.extends' is 'mine'/);
  });
});
