import { Secrets, mintCanary } from './Secrets';

describe('secrets', () => {
  const word = mintCanary('amber 1');
  const secrets = new Secrets();
  secrets.add({ word, what: 'title of a/b', visibleTo: new Set(['amber']) });
  secrets.add({
    word: 'component:payments/checkout',
    what: 'component:payments/checkout',
    visibleTo: new Set(['amber']),
  });
  secrets.add({
    word: 'checkout',
    what: 'a name',
    visibleTo: new Set(['amber']),
    common: true,
  });
  const uid = '0f0f0f0f-1111-4222-8333-444444444444';
  secrets.add({ word: uid, what: 'uid of a/b', visibleTo: new Set(['amber']) });

  const found = (text: string, prober = 'jade', asked: string[] = []) =>
    secrets.hiddenIn([text], prober, asked).map(secret => secret.what);

  it('are found by those who may not meet them, in any case', () => {
    expect(found(`Title: ${word.toUpperCase()}!`)).toEqual(['title of a/b']);
    expect(found(`Title: ${word}`, 'amber')).toEqual([]);
    expect(found('Component:Payments/Checkout')).toEqual([
      'component:payments/checkout',
    ]);
  });

  it('are found in what cursors and links encode', () => {
    const cursor = Buffer.from(
      JSON.stringify({ orderFieldValues: [word, 'x'] }),
    ).toString('base64url');
    expect(found(`"nextCursor":"${cursor}"`)).toEqual(['title of a/b']);
    expect(found('href="/?ref=component%3Apayments%2Fcheckout"')).toEqual([
      'component:payments/checkout',
    ]);
    expect(found(`?cursor=${encodeURIComponent(`${cursor}==`)}`)).toEqual([
      'title of a/b',
    ]);
  });

  it('are no news to those who said them', () => {
    expect(found(`No ${word} here`, 'jade', [`/by-name/${word}`])).toEqual([]);
  });

  it('do not take common names for a sign', () => {
    expect(found('Go to the checkout')).toEqual([]);
  });

  it('have twins of the same shape that mean nothing', () => {
    const text = `/by-name/component/payments/checkout?uid=${uid}&q=${word}`;
    const twin = secrets.twin(text, 'jade');
    expect(twin).toHaveLength(text.length);
    expect(twin).toMatch(
      /^\/by-name\/component\/payments\/[a-z]{8}\?uid=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}&q=zq[a-z]{10}k$/,
    );
    expect(twin).not.toContain('checkout');
    expect(twin).not.toContain(uid);
    expect(twin).not.toContain(word);
    expect(secrets.twin(text, 'jade')).toBe(twin);
    expect(secrets.twin(text, 'amber')).toBe(text);
  });

  it('resemble no other word, so that forgiving searches tell them apart', () => {
    const words = Array.from({ length: 300 }, (_, n) => mintCanary(`x ${n}`));
    expect(new Set(words).size).toBe(words.length);
    const distance = (a: string, b: string) =>
      [...a].filter((letter, index) => letter !== b[index]).length;
    const nearest = Math.min(
      ...words.flatMap((a, index) =>
        words.slice(index + 1).map(b => distance(a, b)),
      ),
    );
    expect(nearest).toBeGreaterThan(2);
  });
});
