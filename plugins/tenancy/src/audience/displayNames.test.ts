import { asSentenceList, refTitle, tenantTitle } from './displayNames';

describe('names to display', () => {
  it('uses the title of a tenant that the reader may know', () => {
    expect(tenantTitle('payments', { payments: 'Payments & Cash' })).toBe(
      'Payments & Cash',
    );
  });

  it('reads the id of another tenant as words', () => {
    expect(tenantTitle('retail-banking')).toBe('Retail banking');
  });

  it('reads the name of a group as words', () => {
    expect(refTitle('group:payments/card-issuing')).toBe('Card issuing');
  });

  it('joins names as a sentence does', () => {
    expect(asSentenceList(['Lending'], 'en')).toBe('Lending');
    expect(asSentenceList(['Lending', 'Cards'], 'en')).toBe(
      'Lending and Cards',
    );
  });
});
