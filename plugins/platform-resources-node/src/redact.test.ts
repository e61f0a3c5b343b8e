import { redact } from './redact';

describe('redact', () => {
  it.each([
    [
      "ALTER ROLE orders PASSWORD 's3cr3t''s'",
      'ALTER ROLE orders PASSWORD ***',
    ],
    [
      'postgres://app:s3cr3t@db.example/orders',
      'postgres://app:***@db.example/orders',
    ],
    ['Authorization: Bearer abcdefgh12345', 'Authorization: Bearer ***'],
    ['api_key=abc&user=x', 'api_key=***&user=x'],
    ['{"password": "a\\"b"}', '{"password": ***}'],
    ['SCRAM-SHA-256$4096:salt$stored:server', '***'],
    ['-----BEGIN PRIVATE KEY-----\nabc', '***'],
  ])('takes what looks like a secret out of %p', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it('takes out what it is told of, as it is written in URLs, JSON and SQL', () => {
    const secret = `p@ss"w'rd`;
    const text = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify({ secret }),
      `'${secret.replaceAll("'", "''")}'`,
    ].join(' ');
    expect(redact(text, [secret])).not.toMatch(/ss/);
  });

  it('leaves words alone', () => {
    const text = 'Create the role orders, whose password is not set yet';
    expect(redact(text, ['a', ''])).toBe(text);
  });
});
