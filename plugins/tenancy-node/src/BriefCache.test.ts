import { BriefCache } from './BriefCache';

describe('BriefCache', () => {
  let now = 0;
  const cacheOf = (maxEntries = 10) =>
    new BriefCache<number>({ ttlMs: 100, maxEntries, now: () => now });

  beforeEach(() => {
    now = 0;
  });

  it('answers from memory until the time to live is over', async () => {
    const cache = cacheOf();
    let asked = 0;
    const load = async () => ++asked;
    await expect(cache.get('a', load)).resolves.toBe(1);
    now = 99;
    await expect(cache.get('a', load)).resolves.toBe(1);
    now = 100;
    await expect(cache.get('a', load)).resolves.toBe(2);
  });

  it('asks once for questions that come together', async () => {
    const cache = cacheOf();
    let asked = 0;
    const load = async () => ++asked;
    await Promise.all([cache.get('a', load), cache.get('a', load)]);
    expect(asked).toBe(1);
  });

  it('does not remember failures', async () => {
    const cache = cacheOf();
    await expect(
      cache.get('a', async () => {
        throw new Error('down');
      }),
    ).rejects.toThrow('down');
    await expect(cache.get('a', async () => 2)).resolves.toBe(2);
  });

  it('forgets the oldest when there are too many', async () => {
    const cache = cacheOf(2);
    for (const key of ['a', 'b', 'c']) {
      await cache.get(key, async () => 1);
    }
    await expect(cache.get('b', async () => 2)).resolves.toBe(1);
    await expect(cache.get('a', async () => 2)).resolves.toBe(2);
  });
});
