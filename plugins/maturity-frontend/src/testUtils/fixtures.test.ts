// SPDX-License-Identifier: Apache-2.0
import {
  evidenceAnswerSchema,
  historyAnswerSchema,
  modelAnswerSchema,
  scorecardViewSchema,
  taskDetailSchema,
  taskViewSchema,
} from '@delivery-maturity/backstage-plugin-maturity-common';
import {
  emptyScorecardFixture,
  evidenceFixture,
  historyFixture,
  modelFixture,
  scorecardFixture,
  taskDetailFixture,
  tasksFixture,
} from './index';

describe('fixtures', () => {
  it.each([
    ['scorecard', scorecardViewSchema, scorecardFixture()],
    ['empty scorecard', scorecardViewSchema, emptyScorecardFixture([])],
    ['tasks', taskViewSchema.array(), tasksFixture()],
    ['task', taskDetailSchema, taskDetailFixture()],
    ['evidence', evidenceAnswerSchema, evidenceFixture('approval-wait')],
    ['history', historyAnswerSchema, historyFixture()],
    ['model', modelAnswerSchema, modelFixture()],
  ])('keep to the contract: %s', (_name, schema, answer) => {
    // Unknown keys are dropped by the schema, so a made-up field shows here.
    expect(schema.parse(answer)).toEqual(answer);
  });
});
