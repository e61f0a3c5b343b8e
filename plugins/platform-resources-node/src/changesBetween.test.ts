import { changesBetween } from './changesBetween';

describe('changesBetween', () => {
  it('finds nothing between equals, whatever the order of keys', () => {
    expect(changesBetween({ a: 1, b: [2] }, { b: [2], a: 1 })).toEqual([]);
  });

  it('points at what differs, however deep', () => {
    expect(
      changesBetween(
        { limits: { connections: 10 }, owner: 'a' },
        { limits: { connections: 20, 'a/b': true }, owner: 'a' },
      ),
    ).toEqual([
      { in: 'spec', pointer: '/limits/connections', from: 10, to: 20 },
      { in: 'spec', pointer: '/limits/a~1b', from: undefined, to: true },
    ]);
  });

  it('compares lists as a whole where nothing tells their items apart', () => {
    expect(changesBetween({ a: [1, 2] }, { a: [1, 3] })).toEqual([
      { in: 'spec', pointer: '/a', from: [1, 2], to: [1, 3] },
    ]);
  });

  it('compares items by what tells them apart', () => {
    const from = {
      rules: [
        { name: 'A', expr: 'up' },
        { name: 'B', expr: 'up' },
      ],
    };
    const to = {
      rules: [
        { name: 'B', expr: 'down' },
        { name: 'C', expr: 'up' },
      ],
    };
    expect(changesBetween(from, to, { keys: ['name'] })).toEqual([
      {
        in: 'spec',
        pointer: '/rules/0',
        from: { name: 'A', expr: 'up' },
        to: undefined,
      },
      { in: 'spec', pointer: '/rules/0/expr', from: 'up', to: 'down' },
      {
        in: 'spec',
        pointer: '/rules/1',
        from: undefined,
        to: { name: 'C', expr: 'up' },
      },
    ]);
  });

  it('tells that items changed places', () => {
    expect(
      changesBetween(
        { rules: [{ name: 'A' }, { name: 'B' }] },
        { rules: [{ name: 'B' }, { name: 'A' }] },
        { keys: ['name'] },
      ),
    ).toMatchObject([{ pointer: '/rules' }]);
  });

  it('shows the whole of what is created or goes', () => {
    expect(changesBetween(undefined, { a: 1 })).toEqual([
      { in: 'spec', pointer: '', from: undefined, to: { a: 1 } },
    ]);
  });
});
