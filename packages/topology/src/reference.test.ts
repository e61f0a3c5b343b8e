import { readFileSync } from 'fs';
import { join } from 'path';
import { findingCodes } from '.';

const reference = readFileSync(
  join(__dirname, '../../../docs/deployment-repositories/reference.md'),
  'utf8',
);
const sections = new Map(
  reference
    .split(/^### /m)
    .slice(1)
    .map(section => {
      const [title, ...text] = section.split('\n');
      return [title, text.join('\n')];
    }),
);
const plain = (text: string): string =>
  text.replace(/[\\`_*]/g, '').replace(/\s+/g, ' ');

describe('the reference', () => {
  it.each(Object.entries(findingCodes))(
    'says of %s what the code says',
    (code, { severity, title, cause, example, remedy }) => {
      const section = plain(sections.get(code) ?? '');
      expect(section).toContain(plain(title));
      expect(section).toContain(`Severity: ${severity}`);
      expect(section).toContain(plain(cause));
      expect(section).toContain(plain(example));
      expect(section).toContain(plain(remedy));
    },
  );

  it('has no codes that are not there', () => {
    const told = [...sections.keys()].filter(title => /^[A-Z_]+$/.test(title));
    expect(told.sort()).toEqual(
      Object.keys(findingCodes)
        .filter(code => /^[A-Z_]+$/.test(code))
        .sort(),
    );
  });
});
