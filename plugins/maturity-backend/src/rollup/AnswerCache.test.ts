// SPDX-License-Identifier: Apache-2.0
import { AnswerCache } from './AnswerCache';

function setUp() {
  const clock = { now: 0, version: 'a' };
  const readVersion = jest.fn(async () => clock.version);
  const cache = new AnswerCache({ readVersion, now: () => clock.now });
  let count = 0;
  const ask = (tookMs = 0) =>
    cache.get('key', async () => {
      clock.now += tookMs;
      count += 1;
      return count;
    });
  return { clock, readVersion, cache, ask };
}

describe('AnswerCache', () => {
  it('computes again exactly when the data moved on', async () => {
    const { clock, ask } = setUp();

    expect(await ask()).toBe(1);
    expect(await ask()).toBe(1);
    clock.version = 'b';
    expect(await ask()).toBe(2);
  });

  it('keeps a dear answer for ten times its cost, even where data moves all the time', async () => {
    const { clock, ask, readVersion } = setUp();

    expect(await ask(50)).toBe(1);
    clock.version = 'b';
    clock.now += 499 - 50;
    expect(await ask(50)).toBe(1);
    expect(readVersion).toHaveBeenCalledTimes(1);
    clock.now += 51;
    expect(await ask(50)).toBe(2);
  });

  it('renews a slow answer behind the back of its readers while it is recent', async () => {
    const { clock, ask } = setUp();

    expect(await ask(200)).toBe(1);
    clock.version = 'b';
    clock.now += 2_000;
    expect(await ask(200)).toBe(1);
    expect(await ask(200)).toBe(2);
    clock.version = 'c';
    clock.now += 60_000;
    expect(await ask(200)).toBe(3);
  });

  it('computes once for all who ask meanwhile, and forgets what failed', async () => {
    const { cache } = setUp();
    const compute = jest
      .fn()
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue('up');

    const both = await Promise.allSettled([
      cache.get('other', compute),
      cache.get('other', compute),
    ]);

    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await cache.get('other', compute)).toBe('up');
    expect(compute).toHaveBeenCalledTimes(2);
  });
});
