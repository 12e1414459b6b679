// SPDX-License-Identifier: Apache-2.0
import {
  ProviderOutageError,
  ProviderPermissionError,
} from '../collecting/errors';
import { readPart, Refusals } from './Refusals';

const NONE: Refusals = new Map();

describe('readPart', () => {
  it('gives what was read', async () => {
    await expect(readPart('runs', NONE, async () => 1)).resolves.toEqual({
      value: 1,
      refused: NONE,
    });
  });

  it('tells what may not be read, and leaves what was known before alone', async () => {
    const known: Refusals = new Map([['gates', 'No.']]);
    const { value, refused } = await readPart('runs', known, async () => {
      throw new ProviderPermissionError('Example', 'Not for you.');
    });
    expect(value).toBeUndefined();
    expect([...refused]).toEqual([
      ['gates', 'No.'],
      ['runs', 'Not for you.'],
    ]);
    expect(known.size).toBe(1);
  });

  it('does not ask again for what was refused', async () => {
    const read = jest.fn();
    await readPart('runs', new Map([['runs', 'No.']]), read);
    expect(read).not.toHaveBeenCalled();
  });

  it('throws what is no refusal', async () => {
    await expect(
      readPart('runs', NONE, async () => {
        throw new ProviderOutageError('Example', 'Down');
      }),
    ).rejects.toThrow('Down');
  });
});
