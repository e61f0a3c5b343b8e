import { excerptOf } from './excerpt';

describe('an excerpt', () => {
  it.each([
    [
      '# Why\n\nBecause **we** [need](https://x.example) `it`.',
      'Why Because we need it.',
    ],
    ['- one\n- two\n\n```ts\nconst a = 1;\n```\nthree', 'one two three'],
    ['<b>bold</b> ![image](x.png)', 'bold image'],
    ['', ''],
  ])('of %j is plain', (markdown, plain) => {
    expect(excerptOf(markdown)).toBe(plain);
  });

  it('ends with a word', () => {
    const excerpt = excerptOf('wish '.repeat(200));
    expect(excerpt).toMatch(/^(wish )+wish…$/);
    expect(excerpt.length).toBeLessThanOrEqual(281);
  });
});
