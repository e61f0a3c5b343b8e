import { parseArguments } from './arguments';

describe('the options of bench:catalog', () => {
  it('measure 10,000 and 100,000 entities by themselves', () => {
    expect(parseArguments([])).toEqual({
      help: false,
      check: false,
      sizes: [10_000, 100_000],
      rounds: 200,
    });
  });

  it('can be short and fail', () => {
    expect(parseArguments(['--short', '--check'])).toMatchObject({
      check: true,
      sizes: [10_000],
      rounds: 40,
    });
  });

  it.each([
    [['--entities'], '--entities needs a number from 10000 on'],
    [['--entities', '500'], '--entities needs a number from 10000 on'],
    [['--rounds', 'many'], '--rounds needs a number from 4 on'],
    [['--quick'], 'There is no option --quick; --help lists them'],
  ])('say what is wrong with %p', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
