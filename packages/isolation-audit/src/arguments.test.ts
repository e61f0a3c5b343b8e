import { parseArguments } from './arguments';

describe('arguments', () => {
  it('audit the demo portal on SQLite unless told otherwise', () => {
    expect(parseArguments([], {})).toMatchObject({
      database: 'sqlite',
      short: false,
      verbose: false,
      tokens: [],
    });
    expect(
      parseArguments(['--stock', 'owner', '--database', 'postgres'], {}),
    ).toMatchObject({ stock: 'owner', database: 'postgres' });
    expect(
      parseArguments(
        ['--without', 'gate', '--only', 'search', '--only', 'catalog facets'],
        {},
      ),
    ).toMatchObject({ without: 'gate', only: ['search', 'catalog facets'] });
  });

  it('audit a portal as two users', () => {
    const args = ['--url', 'https://portal.example'];
    expect(
      parseArguments([...args, '--token', 'a', '--token', 'b'], {}),
    ).toMatchObject({ url: 'https://portal.example', tokens: ['a', 'b'] });
    expect(
      parseArguments(args, { ISOLATION_AUDIT_TOKENS: 'a,b' }),
    ).toMatchObject({ tokens: ['a', 'b'] });
    expect(() => parseArguments([...args, '--token', 'a'], {})).toThrow(
      '--url needs the tokens of two users, not 1: give --token twice',
    );
  });

  it.each([
    [['--stock', 'open'], '--stock is one of allow-all, owner, not open'],
    [['--url'], '--url needs a value'],
    [
      ['--without', 'walls'],
      '--without is one of ingestion, policy, gate, search, not walls',
    ],
    [
      ['--without', 'gate', '--stock', 'owner'],
      'Give --stock or --without, not both',
    ],
    [['--fast'], 'There is no option --fast; --help lists them'],
  ])('say what is wrong with %j', (args, message) => {
    expect(() => parseArguments(args, {})).toThrow(message);
  });
});
