// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { entityRecords, NOW, UNREACHED } from '../__testUtils__/records';
import {
  defaultModel,
  ModelChange,
  ScorecardModel,
  validateModel,
} from '../model';
import { evaluateScorecard, Scorecard } from '../scoring';
import { planTasks } from './planTasks';
import { transitionTask } from './transitionTask';
import { PendingRegression, Task, TaskEvent, TaskPlan, Waiver } from './types';
import { withdrawTasks } from './withdrawTasks';

const HOUR = 3_600_000;
const instant = (hours: number) =>
  new Date(Date.parse(NOW) + hours * HOUR).toISOString();

const { model } = validateModel({
  levels: ['Low', 'Middle', 'High'].map(name => ({ name })),
  targets: [{ level: 2 }],
  dimensions: [
    {
      id: 'quality',
      title: 'Quality',
      description: 'Is it good?',
      checks: ['speed', 'safety'].map(id => ({
        id,
        title: id,
        failureTitle: `Improve ${id}`,
        fact: id,
        ladder: [10, 20],
        required: true,
        remediation: { effort: 'low', steps: ['Do it.'] },
      })),
    },
  ],
}) as { model: ScorecardModel };

/** The model, as if its checks graded a measure that is defined in code. */
const measuring = (measureId: string): ScorecardModel => ({
  ...model,
  dimensions: model.dimensions.map(dimension => ({
    ...dimension,
    checks: dimension.checks.map(check => ({ ...check, measureId })),
  })),
});

type Values = Partial<Record<'speed' | 'safety', number>>;

const evaluate = (
  hours: number,
  values: Values,
  waivers: Waiver[] = [],
): Scorecard =>
  evaluateScorecard({
    entityRef: 'component:default/shop',
    entity: { kind: 'Component' },
    records: entityRecords({
      facts: Object.entries(values).map(([fact, value]) => ({
        source: 's',
        id: fact,
        observedAt: NOW,
        fact,
        value,
      })),
    }),
    templates: { templates: [] },
    peers: [],
    reach: UNREACHED,
    model,
    now: instant(hours),
    waivers,
  });

/** An entity whose plans are written, as a store would. */
class Entity {
  tasks: Task[] = [];
  pending: PendingRegression[] = [];
  events: TaskEvent[] = [];
  #evaluated = false;

  plan(
    hours: number,
    values: Values,
    options: {
      owner?: string;
      waivers?: Waiver[];
      modelChange?: ModelChange;
      measureId?: string;
    } = {},
  ): TaskPlan {
    const waivers = options.waivers ?? [];
    return planTasks({
      scorecard: evaluate(hours, values, waivers),
      previousTasks: this.tasks,
      pending: this.pending,
      waivers,
      model: options.measureId ? measuring(options.measureId) : model,
      owner: options.owner ?? 'group:default/payments',
      now: instant(hours),
      firstEvaluation: !this.#evaluated,
      modelChange: options.modelChange,
      newId: seed => seed,
    });
  }

  evaluate(...args: Parameters<Entity['plan']>): TaskPlan {
    const plan = this.plan(...args);
    this.write(plan);
    this.#evaluated = true;
    return plan;
  }

  write({ create, update, events, pending }: TaskPlan) {
    const changed = new Map(update.map(task => [task.id, task]));
    this.tasks = [
      ...this.tasks.map(task => changed.get(task.id) ?? task),
      ...create,
    ];
    this.events.push(...events);
    this.pending = pending;
  }

  states(): string[] {
    return this.tasks.map(({ checkId, state }) => `${checkId} ${state}`);
  }
}

const good = { speed: 20, safety: 20 };
const slow = { speed: 15, safety: 20 };

describe('planTasks', () => {
  it('opens the tasks of a first evaluation at once, with what is wrong and what it gains', () => {
    const entity = new Entity();
    const plan = entity.evaluate(0, slow);
    expect(plan.create).toEqual([
      expect.objectContaining({
        checkId: 'speed',
        state: 'open',
        title: 'Improve speed',
        message: 'speed: 15. Your target High needs 20.',
        steps: ['Do it.'],
        effort: 'low',
        gain: 12.5,
        lifts: { what: 'scorecard', level: 2 },
        rank: 3012.5,
        ownerRef: 'group:default/payments',
        openedAt: NOW,
      }),
    ]);
    expect(plan.events).toEqual([
      expect.objectContaining({ type: 'opened', actor: 'machine' }),
    ]);
  });

  it('waits for a second evaluation before a regression opens a task', () => {
    const entity = new Entity();
    entity.evaluate(0, good);
    expect(entity.evaluate(1, slow).create).toEqual([]);
    expect(entity.pending).toEqual([
      { checkId: 'speed', since: instant(1), evaluations: 1 },
    ]);
    // Planning the same evaluation again does not count twice.
    expect(entity.evaluate(1, slow).create).toEqual([]);
    expect(entity.evaluate(2, good).pending).toEqual([]);
    entity.evaluate(3, slow);
    expect(entity.evaluate(4, slow).create).toHaveLength(1);
    expect(entity.pending).toEqual([]);
  });

  it('closes on an improvement at once, reopens within 30 days, and starts anew after', () => {
    const entity = new Entity();
    entity.evaluate(0, slow);
    entity.evaluate(1, good);
    expect(entity.states()).toEqual(['speed resolved']);
    entity.evaluate(30 * 24, slow);
    entity.evaluate(30 * 24 + 1, slow);
    expect(entity.states()).toEqual(['speed open']);
    expect(entity.tasks[0]).toMatchObject({ reopened: 1, openedAt: NOW });
    expect(entity.tasks[0].resolvedAt).toBeUndefined();
    entity.evaluate(30 * 24 + 2, good);
    entity.evaluate(61 * 24, slow);
    entity.evaluate(61 * 24 + 3, slow);
    expect(entity.states()).toEqual(['speed resolved', 'speed open']);
    expect(entity.events.map(({ type }) => type)).toEqual([
      'opened',
      'resolved',
      'reopened',
      'resolved',
      'opened',
    ]);
  });

  it('keeps a task through missing data, and follows the owner', () => {
    const entity = new Entity();
    entity.evaluate(0, slow);
    const plan = entity.evaluate(
      1,
      { safety: 20 },
      { owner: 'group:default/checkout' },
    );
    expect(plan.events.map(({ type }) => type)).toEqual(['owner-changed']);
    expect(entity.tasks[0]).toMatchObject({
      state: 'open',
      ownerRef: 'group:default/checkout',
    });
  });

  it('keeps the figures of a task fresh without telling each of them', () => {
    const entity = new Entity();
    entity.evaluate(0, { speed: 11, safety: 20 });
    const before = entity.tasks[0].message;
    const plan = entity.evaluate(1, { speed: 14, safety: 20 });
    expect(plan.events).toEqual([]);
    expect(entity.tasks[0].message).not.toBe(before);
    expect(entity.tasks[0].message).toContain('14');
  });

  it('suspends a task by a waiver and takes it up again when that ends', () => {
    const entity = new Entity();
    const waivers: Waiver[] = [
      {
        id: 'w',
        entityRef: 'component:default/shop',
        checkId: 'speed',
        reason: 'Migration',
        state: 'approved',
        from: instant(0),
        until: instant(5),
      },
    ];
    entity.evaluate(0, slow);
    entity.evaluate(1, slow, { waivers });
    expect(entity.tasks[0]).toMatchObject({
      state: 'waived',
      waivedUntil: instant(5),
    });
    entity.evaluate(5, slow, { waivers });
    expect(entity.tasks[0].state).toBe('open');
    expect(entity.tasks[0].waivedUntil).toBeUndefined();
    expect(entity.events.map(({ type }) => type)).toEqual([
      'opened',
      'waived',
      'waiver-ended',
    ]);
  });

  it('wakes a snoozed task at its instant', () => {
    const entity = new Entity();
    entity.evaluate(0, slow);
    entity.tasks = entity.tasks.map(
      task =>
        transitionTask(task, { type: 'snooze', until: instant(10) }, instant(1))
          .task,
    );
    entity.evaluate(9, slow);
    expect(entity.states()).toEqual(['speed snoozed']);
    entity.evaluate(10, slow);
    expect(entity.states()).toEqual(['speed open']);
  });

  it('opens and closes at once where the model changed, and says so', () => {
    const entity = new Entity();
    entity.evaluate(0, good);
    const changed = { modelChange: { configuration: true } };
    const said = 'The model changed since the last evaluation';
    expect(entity.evaluate(1, slow, changed).events).toEqual([
      expect.objectContaining({
        type: 'opened',
        cause: expect.stringContaining(said),
      }),
    ]);
    expect(entity.evaluate(2, good, changed).events).toEqual([
      expect.objectContaining({
        type: 'resolved',
        cause: expect.stringContaining(said),
      }),
    ]);
    expect(entity.evaluate(3, slow, changed).events).toEqual([
      expect.objectContaining({
        type: 'reopened',
        cause: expect.stringContaining(said),
      }),
    ]);
    expect(entity.evaluate(4, good).events[0].cause).not.toContain(said);
  });

  it('says of a changed definition what changed, to the checks it concerns only', () => {
    const entity = new Entity();
    entity.evaluate(0, good);
    const upgrade = (from: number, to: number) => ({
      modelChange: { configuration: false, definitions: { from, to } },
      measureId: 'deployment.frequency',
    });
    // The measure of this check is not defined differently: the regression has to hold as ever.
    expect(entity.evaluate(1, slow, upgrade(2, 3)).events).toEqual([]);
    entity.evaluate(2, good);

    const said =
      /^The definition of this measure changed: production deployments [^.]+\. /;
    expect(entity.evaluate(3, slow, upgrade(1, 3)).events).toEqual([
      expect.objectContaining({
        type: 'opened',
        cause: expect.stringMatching(said),
      }),
    ]);
    expect(entity.evaluate(4, slow).events).toEqual([]);
    expect(entity.evaluate(5, good, upgrade(1, 3)).events).toEqual([
      expect.objectContaining({
        type: 'resolved',
        cause: expect.stringMatching(said),
      }),
    ]);
  });

  it('asks to connect a source that gives nothing, once, and closes when data arrives', () => {
    const scorecardOf = (reach: typeof UNREACHED) =>
      evaluateScorecard({
        entityRef: 'component:default/shop',
        entity: { kind: 'Component' },
        records: entityRecords(),
        templates: { templates: [] },
        peers: [],
        reach,
        model: defaultModel,
        now: NOW,
        waivers: [],
      });
    const plan = (reach: typeof UNREACHED, previousTasks: Task[]) =>
      planTasks({
        scorecard: scorecardOf(reach),
        previousTasks,
        pending: [],
        waivers: [],
        model: defaultModel,
        now: NOW,
        firstEvaluation: true,
        dueAfterDays: 14,
        newId: seed => seed,
      });
    const first = plan(UNREACHED, []);
    // Approvals come with the deployments, which are to be connected first.
    expect(first.create.map(({ checkId }) => checkId)).toEqual([
      'connect-source:pipelines',
      'connect-source:provisionings',
      'connect-source:deployments',
    ]);
    expect(first.create[0].dueAt).toBe(instant(14 * 24));
    const second = plan({ ...UNREACHED, deployments: true }, first.create);
    expect(second.update).toEqual([
      expect.objectContaining({
        checkId: 'connect-source:deployments',
        state: 'resolved',
      }),
    ]);
    expect(second.create.map(({ checkId }) => checkId)).toContain(
      'connect-source:gates',
    );
  });

  const outcomes = fc.record(
    {
      speed: fc.constantFrom(5, 15, 20),
      safety: fc.constantFrom(5, 15, 20),
    },
    { requiredKeys: [] },
  );
  const steps = fc.array(
    fc.record({
      after: fc.constantFrom(0.1, 1, 25, 24 * 29, 24 * 31),
      values: outcomes,
      waived: fc.boolean(),
      action: fc.constantFrom('none', 'take', 'snooze', 'withdraw'),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('never has two active tasks for one check, and plans nothing the second time', () => {
    fc.assert(
      fc.property(steps, sequence => {
        const entity = new Entity();
        let hours = 0;
        for (const { after, values, waived, action } of sequence) {
          hours += after;
          const waivers: Waiver[] = waived
            ? [
                {
                  id: 'w',
                  entityRef: 'component:default/shop',
                  checkId: 'speed',
                  reason: 'r',
                  state: 'approved',
                  from: instant(0),
                  until: instant(hours + 20),
                },
              ]
            : [];
          entity.evaluate(hours, values, { waivers });
          const again = entity.plan(hours, values, { waivers });
          expect(again).toEqual({
            create: [],
            update: [],
            events: [],
            pending: entity.pending,
          });
          const active = entity.tasks
            .filter(({ state }) => !['resolved', 'withdrawn'].includes(state))
            .map(({ checkId }) => checkId);
          expect(new Set(active).size).toBe(active.length);
          act(entity, action, hours);
        }
        const ids = entity.tasks.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 1000 },
    );
  });

  function act(entity: Entity, action: string, hours: number) {
    const now = instant(hours);
    if (action === 'withdraw') {
      entity.write({
        ...withdrawTasks({ tasks: entity.tasks, cause: 'Left.', now }),
        pending: entity.pending,
      });
      return;
    }
    entity.tasks = entity.tasks.map(task => {
      if (!['open', 'in-progress'].includes(task.state)) return task;
      if (action === 'take') {
        return transitionTask(
          task,
          { type: 'take', assigneeRef: 'user:default/guest' },
          now,
        ).task;
      }
      return action === 'snooze'
        ? transitionTask(
            task,
            { type: 'snooze', until: instant(hours + 3) },
            now,
          ).task
        : task;
    });
  }
});
