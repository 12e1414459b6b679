// SPDX-License-Identifier: Apache-2.0
import { measures } from '../measures';
import { defaultModel } from './defaultModel';
import { DEFINITION_CHANGES, DEFINITIONS_VERSION } from './definitions';
import {
  describeMeasureChange,
  marksOfModelChange,
  modelChangeOf,
} from './modelVersion';

describe('versions of a model', () => {
  it.each([
    ['a.2', 'a.2', undefined],
    ['a.2', 'b.2', { configuration: true }],
    ['a.2', 'a.3', { configuration: false, definitions: { from: 2, to: 3 } }],
    ['a.2', 'b.3', { configuration: true, definitions: { from: 2, to: 3 } }],
    ['a.3', 'a.2', { configuration: false, definitions: { from: 3, to: 2 } }],
    // Stored by a release whose versions named no definitions.
    ['x', 'a.3', { configuration: false, definitions: { from: 1, to: 3 } }],
    ['x', 'y', { configuration: true }],
  ])('tells what changed from %s to %s', (from, to, expected) => {
    expect(modelChangeOf(from, to)).toEqual(expected);
  });

  it('names the definitions of this code', () => {
    expect(defaultModel.version).toMatch(
      new RegExp(`^[0-9a-f]{16}\\.${DEFINITIONS_VERSION}$`),
    );
  });

  it('knows every measure whose definition changed', () => {
    const known = measures.map(({ meta }) => meta.id);
    const named = DEFINITION_CHANGES.flatMap(change => change.measures);
    expect(named.filter(id => !known.includes(id))).toEqual([]);
  });

  it('tells definitions and configuration apart', () => {
    expect(
      marksOfModelChange({
        configuration: true,
        definitions: { from: 2, to: 3 },
      }),
    ).toEqual([
      {
        type: 'definitions-changed',
        label:
          'An upgrade changed the definitions of measures: provisioning takes as long as it takes today on the route of the service.',
      },
      {
        type: 'model-changed',
        label: 'The configuration of the model changed.',
      },
    ]);
  });

  it.each([
    [
      'provisioning.service-time',
      { from: 2, to: 3 },
      'The definition of this measure changed: provisioning takes as long as it takes today on the route of the service.',
    ],
    [
      'provisioning.service-time',
      { from: 3, to: 2 },
      'The definition of this measure changed: those of an earlier release are in force again.',
    ],
    ['deployment.frequency', { from: 2, to: 3 }, undefined],
    ['fact:runbook', { from: 1, to: 3 }, undefined],
    [undefined, { from: 1, to: 3 }, undefined],
  ])('tells of %s and %o: %s', (measureId, definitions, expected) => {
    expect(
      describeMeasureChange({ configuration: false, definitions }, measureId),
    ).toBe(expected);
  });
});
