import { capAfter, capLimit } from './pageSize';

const after = (cursor: unknown) =>
  Buffer.from(JSON.stringify(cursor)).toString('base64');

describe('the size of a page', () => {
  it.each([
    ['20', '20'],
    ['10000', '10000'],
    ['10001', '10000'],
    ['1e9', '10000'],
    [undefined, '10000'],
    ['many', 'many'],
  ])('of %s is %s', (wanted, given) => {
    expect(capLimit(wanted)).toBe(given);
  });

  it('is capped in cursors too', () => {
    expect(capAfter(after({ limit: 5, offset: 10 }))).toBe(
      after({ limit: 5, offset: 10 }),
    );
    for (const limit of [50_000, undefined]) {
      expect(capAfter(after({ offset: 10, limit }))).toBe(
        after({ offset: 10, limit: 10_000 }),
      );
    }
    expect(capAfter('nonsense')).toBe('nonsense');
  });
});
