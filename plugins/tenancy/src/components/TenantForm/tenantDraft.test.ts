import { aTenant } from '../../testing/FakeTenancy';
import {
  draftOf,
  emptyDraft,
  idFrom,
  newTenantFrom,
  patchFrom,
  problemsOf,
  rebased,
} from './tenantDraft';

const cards = aTenant('cards', {
  locations: ['https://git.example/cards/'],
  entitlements: { plugins: ['techdocs'], platformComponents: null },
  quotas: {
    requestsPerMinute: 600,
    concurrentOperations: null,
    resources: { 'kafka-topic': 40 },
  },
});

describe('a draft of a tenant', () => {
  it('says nothing else than the tenant it was made from', () => {
    expect(problemsOf(draftOf(cards))).toEqual({});
    expect(patchFrom(cards, draftOf(cards))).toEqual({});
  });

  it('sends the fields that it changes, and only those', () => {
    expect(
      patchFrom(cards, {
        ...draftOf(cards),
        namespaces: ' cards \n\n cards-eu ',
        plugins: null,
        resources: [{ component: 'kafka-topic', limit: '60' }],
      }),
    ).toEqual({
      namespaces: ['cards', 'cards-eu'],
      entitlements: { plugins: null, platformComponents: null },
      quotas: {
        requestsPerMinute: 600,
        concurrentOperations: null,
        resources: { 'kafka-topic': 60 },
      },
    });
  });

  it('keeps its changes on top of what others changed meanwhile', () => {
    const now = { ...cards, title: 'Cards & more', description: 'Plastic.' };
    const mine = { ...draftOf(cards), description: 'Debit cards.' };
    const onTop = rebased(mine, cards, now);
    expect(onTop).toMatchObject({
      title: 'Cards & more',
      description: 'Debit cards.',
    });
    expect(patchFrom(now, onTop)).toEqual({ description: 'Debit cards.' });
  });

  it('becomes a new tenant', () => {
    expect(
      newTenantFrom({
        ...emptyDraft,
        id: 'cards',
        title: ' Cards ',
        groups: ['group:cards/cards'],
        concurrentOperations: '5',
      }),
    ).toMatchObject({
      id: 'cards',
      title: 'Cards',
      groups: ['group:cards/cards'],
      quotas: { requestsPerMinute: null, concurrentOperations: 5 },
    });
  });

  it('suggests an id for a title', () => {
    expect(idFrom('Crédit & Retail banking!')).toBe('credit-retail-banking');
    expect(idFrom('…')).toBe('');
  });

  it.each([
    [{ title: ' ' }, 'title', { code: 'missing' }],
    [{ id: 'Cards EU' }, 'id', { code: 'notASlug' }],
    [{ groups: [] }, 'groups', { code: 'noGroup' }],
    [{ groups: ['cards'] }, 'groups', { code: 'notARef', value: 'cards' }],
    [
      { namespaces: 'cards\nCards EU' },
      'namespaces',
      { code: 'notANamespace', value: 'Cards EU' },
    ],
    [
      { namespaces: 'cards\ncards' },
      'namespaces',
      { code: 'twice', value: 'cards' },
    ],
    [
      { locations: 'git.example/cards' },
      'locations',
      { code: 'notALocation', value: 'git.example/cards' },
    ],
    [
      { locations: 'https://git.example/?q=cards' },
      'locations',
      { code: 'notALocation', value: 'https://git.example/?q=cards' },
    ],
    [{ requestsPerMinute: '0' }, 'requestsPerMinute', { code: 'notANumber' }],
    [
      { concurrentOperations: 'many' },
      'concurrentOperations',
      { code: 'notANumber' },
    ],
    [
      { resources: [{ component: ' ', limit: '4' }] },
      'resources',
      { code: 'noComponent' },
    ],
    [
      { resources: [{ component: 'dns', limit: '' }] },
      'resources',
      { code: 'notANumber', value: 'dns' },
    ],
  ])('tells what is wrong with %j', (change, field, problem) => {
    expect(problemsOf({ ...draftOf(cards), ...change })).toEqual({
      [field]: problem,
    });
  });
});
