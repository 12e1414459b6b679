// SPDX-License-Identifier: Apache-2.0
import { defaultTexts } from '../../__testUtils__/defaultTexts';
import { formatList, formatNumber } from '../../format';
import { describeUnknown } from './describeUnknown';

const words = {
  t: defaultTexts(),
  number: (value: number) => formatNumber(value, 0, 'en'),
  list: (items: string[]) => formatList(items, 'en'),
};

describe('describeUnknown', () => {
  it.each<[string, Parameters<typeof describeUnknown>[0], string]>([
    [
      'of no change',
      [
        { id: 'queue', changes: 1200 },
        { id: 'approval', changes: 1200 },
      ],
      'No source tells queue and approval. If that took time, it is counted in the other parts.',
    ],
    [
      'of some changes',
      [{ id: 'approval', changes: 30 }],
      'Not known of every change: approval (unknown for 30 of 1,200). If that took time, it is counted in the other parts.',
    ],
  ])('says what is not known %s', (_name, unknown, text) => {
    expect(describeUnknown(unknown, 1200, words).replace(/\u00a0/g, ' ')).toBe(
      text,
    );
  });
});
