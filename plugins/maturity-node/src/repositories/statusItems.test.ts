// SPDX-License-Identifier: Apache-2.0
import { component } from '../testUtils';
import { emptyItems, ReadWell, readWellItems } from './statusItems';

const TARGET = {
  entities: [
    {
      entityRef: 'component:default/shop',
      target: 'x',
      entity: component('shop'),
    },
  ],
};
const WELL: ReadWell = {
  name: 'acme/shop',
  isArchived: false,
  isMoved: false,
  isIncomplete: false,
  reach: ['deployments'],
};

describe('readWellItems', () => {
  it.each<[string, Partial<ReadWell>, object]>([
    ['well read', {}, { state: 'ok', reach: ['deployments'] }],
    [
      'moved',
      { isMoved: true, message: 'It moved.' },
      { state: 'renamed', message: 'It moved.' },
    ],
    [
      'refused in part',
      { isIncomplete: true, isMoved: true },
      { state: 'no-permission' },
    ],
    [
      'archived, and refused in part',
      { isArchived: true, isIncomplete: true, message: 'Grant it.' },
      {
        state: 'archived',
        message:
          "'acme/shop' is archived. What was delivered before was read; nothing more is expected. Grant it.",
      },
    ],
  ])('says that a repository is %s', (_name, read, expected) => {
    expect(readWellItems(TARGET, { ...WELL, ...read })).toEqual([
      expect.objectContaining({
        kind: 'status',
        entityRef: 'component:default/shop',
        ...expected,
      }),
    ]);
  });

  it('leaves out a message that there is not', () => {
    expect(readWellItems(TARGET, WELL)[0]).not.toHaveProperty('message');
  });
});

describe('emptyItems', () => {
  it('knows that there is nothing', () => {
    expect(emptyItems(TARGET, 'acme/shop', ['deployments'])).toEqual([
      expect.objectContaining({ state: 'empty', reach: ['deployments'] }),
    ]);
  });
});
