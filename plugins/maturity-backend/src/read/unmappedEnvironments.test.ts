// SPDX-License-Identifier: Apache-2.0
import { unmappedEnvironments } from './unmappedEnvironments';

describe('unmappedEnvironments', () => {
  it('lists what no mapping, provider or word gives a tier, each environment once', () => {
    const listed = unmappedEnvironments(
      [
        { environment: 'blue', tier: null, records: 3 },
        { environment: 'Blue', tier: null, records: 4 },
        { environment: 'blue', tier: 'other', records: 1 },
        { environment: 'prod-dr', tier: null, records: 5 },
        { environment: 'production', tier: null, records: 90 },
        { environment: 'live', tier: 'other', records: 2 },
        { environment: 'frankfurt', tier: 'other', records: 7 },
        { environment: 'lab', tier: null, records: 9 },
      ],
      [
        { pattern: 'frankfurt', tier: 'production' },
        { pattern: 'lab', tier: 'other' },
      ],
    );

    expect(listed).toEqual([
      { environment: 'Blue', records: 8 },
      { environment: 'prod-dr', records: 5 },
      { environment: 'live', records: 2 },
    ]);
  });
});
