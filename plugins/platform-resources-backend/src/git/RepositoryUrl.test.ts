import { RepositoryRules } from './RepositoryRules';
import { parseRepositoryUrl } from './RepositoryUrl';

describe('the annotation of an application', () => {
  it.each([
    ['https://git.example/payments/checkout.git', 'main'],
    ['https://git.example/payments/checkout.git#release/2', 'release/2'],
  ])('%s names a repository', (annotation, branch) => {
    expect(parseRepositoryUrl(annotation)).toEqual({
      url: 'https://git.example/payments/checkout.git',
      branch,
    });
  });

  it('may have the short form of SSH', () => {
    expect(
      parseRepositoryUrl('git@git.example:payments/checkout.git').url,
    ).toBe('ssh://git@git.example/payments/checkout.git');
  });

  it.each([
    '',
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x:y',
    'ext::sh -c "touch x"',
    'ssh://-oProxyCommand=x/y',
    'https://user:secret@git.example/a/b',
    'https://git.example/payments/../trading/orderbook',
    'https://git.example/payments/%2e%2e/trading/orderbook',
    'https://git.example/payments/..%2ftrading',
    'https://git.example/payments\\..\\trading',
    'https://git.example/a?b',
    'https://git.example/',
    'git://git.example/a/b',
    '/var/lib/repositories/a',
    'https://git.example/a/b#--delete',
    'https://git.example/a/b#a..b',
    'https://git.example/a/b#refs/heads/main',
    'https://git.example/a/b#HEAD',
    'https://git.example/a/b#@{-1}',
    'https://git.example/a\nb',
  ])('%j is refused', annotation => {
    expect(() => parseRepositoryUrl(annotation)).toThrow();
  });
});

describe('the rules of repositories', () => {
  const rules = new RepositoryRules([
    { prefix: 'https://git.example/' },
    { prefix: 'https://old.example/pay/', tenants: ['payments'] },
  ]);
  const OWN = ['https://git.example/payments/'];

  it.each([
    ['https://git.example/payments/checkout', 'payments', OWN],
    ['https://old.example/pay/checkout', 'payments', OWN],
    ['https://git.example/any/thing', 'portal', undefined],
  ])('allow %s for %s', (url, tenant, locations) => {
    expect(() => rules.check(url, tenant, locations)).not.toThrow();
  });

  it.each([
    ['https://git.example/trading/orderbook', 'payments', OWN],
    ['https://git.example/payments-old/checkout', 'payments', OWN],
    ['https://git.example.evil/payments/checkout', 'payments', OWN],
    ['https://old.example/pay/checkout', 'trading', OWN],
    ['https://git.example/payments/checkout', null, []],
    ['https://other.example/payments/checkout', 'portal', undefined],
  ])('refuse %s for %s', (url, tenant, locations) => {
    expect(() => rules.check(url, tenant, locations)).toThrow();
  });
});
