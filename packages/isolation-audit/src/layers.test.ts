import { Layer } from './portal/DemoPortal';
import { run } from './cli';

jest.setTimeout(300_000);

/** Runs the command as it is run by hand. */
async function audit(args: readonly string[]) {
  const written: string[] = [];
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(text => {
      written.push(String(text));
      return true;
    }),
    // What it says where it cannot be done.
    jest.spyOn(process.stderr, 'write').mockImplementation(text => {
      written.push(String(text));
      return true;
    }),
  ];
  try {
    return { code: await run(args), output: written.join('') };
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
}

/** Each layer with a surface that it alone guards, and what shows there without it. */
const missed: { layer: Layer; surface: string; found: RegExp }[] = [
  {
    layer: 'ingestion',
    surface: 'catalog squatting',
    found: / writes=[1-9]\d*$/,
  },
  { layer: 'policy', surface: 'catalog entities', found: / leaks=[1-9]\d* / },
  { layer: 'gate', surface: 'catalog references', found: / leaks=[1-9]\d* / },
  {
    layer: 'search',
    surface: 'search',
    found: / leaks=[1-9]\d* /,
  },
];

describe('the audit', () => {
  it.each(missed)(
    'finds that $layer is missing',
    async ({ layer, surface, found }) => {
      const { code, output } = await audit([
        '--short',
        '--without',
        layer,
        '--only',
        surface,
      ]);
      expect(output.trim()).toMatch(found);
      expect(code).toBe(1);
    },
  );
});
