import { Caller, parseTenantId } from '@commonhold/plugin-tenancy-common';
import { sanitizeCursor } from './cursor';
import { EntityQuery } from './entityQuery';

const tara: Caller = {
  userEntityRef: 'user:default/tara',
  operator: false,
  auditor: false,
  tenants: [
    {
      id: parseTenantId('trading'),
      role: 'member',
      plugins: null,
      requestsPerMinute: null,
    },
  ],
  groups: ['group:trading/desk'],
};

const visible = new Set(['group:trading/desk', 'component:payments/shared']);
const query = new EntityQuery(tara, visible);

describe('a filter of a query string', () => {
  it.each([
    ['kind=component', 'kind=component'],
    ['spec.type=service,kind=api', 'spec.type=service,kind=api'],
    [
      'relations.ownedby=group:trading/desk',
      'relations.ownedby=group:trading/desk',
    ],
    ['relations.ownedby=group:payments/x', 'relations.ownedby=-'],
    ['Relations.OwnedBy=GROUP:Payments/X', 'Relations.OwnedBy=-'],
    ['relations.ownedby', 'relations.ownedby=-'],
    ['relations.ownedby=nonsense', 'relations.ownedby=-'],
    ['spec.owner=trading/desk', 'spec.owner=trading/desk'],
    ['spec.owner=group:trading/desk', 'spec.owner=group:trading/desk'],
    ['spec.owner=payments/checkout', 'spec.owner=-'],
    ['spec.image=node:22', 'spec.image=node:22'],
    ['spec.profile.email=a@b.example', 'spec.profile.email=a@b.example'],
    ['spec.owner', 'spec.owner=-'],
    ['spec.own.field=component:payments/hidden', 'spec.own.field=-'],
    [
      'spec.own.field=component:payments/shared',
      'spec.own.field=component:payments/shared',
    ],
    [
      'metadata.tenancy.audience=tenant:trading',
      'metadata.tenancy.audience=tenant:trading',
    ],
    [
      'metadata.tenancy.audience=tenant:payments',
      'metadata.tenancy.audience=-',
    ],
    ['metadata.tenancy.tenant=payments', 'metadata.tenancy.tenant=payments'],
    [
      'metadata.annotations.commonhold.io/shared-with=cards',
      'metadata.annotations.commonhold.io/shared-with=-',
    ],
    ['metadata.name', 'metadata.name'],
  ])('%s becomes %s', (before, after) => {
    expect(query.filterString(before)).toBe(after);
  });

  it.each(['spec.owner=desk', 'spec.owner=group:desk', 'spec.peer=user:tara'])(
    '%s is refused: it names another in each namespace',
    filter => {
      expect(() => query.filterString(filter)).toThrow('the whole ref');
    },
  );

  it('asks about every ref that has to be looked up', () => {
    const asking = new EntityQuery(tara);
    asking.filterString(
      'relations.ownedby=group:payments/x,spec.owner=trading/checkout',
    );
    expect([...asking.asked].sort()).toEqual([
      'group:payments/x',
      'group:trading/checkout',
    ]);
  });
});

describe('a filter predicate', () => {
  const hidden = 'group:payments/x';
  const own = 'group:trading/desk';

  it.each([
    [{ kind: 'Component' }, { kind: 'Component' }],
    [{ 'spec.owner': hidden }, { 'spec.owner': '-' }],
    [
      { 'spec.owner': { $in: [hidden, own] } },
      { 'spec.owner': { $in: ['-', own] } },
    ],
    [{ 'spec.owner': { $hasPrefix: 'group:pay' } }, { 'spec.owner': '-' }],
    [{ 'spec.lead': { $hasPrefix: 'group:pay' } }, { 'spec.lead': '-' }],
    [
      { 'spec.type': { $hasPrefix: 'serv' } },
      { 'spec.type': { $hasPrefix: 'serv' } },
    ],
    [{ 'spec.owner': { $exists: true } }, { 'spec.owner': '-' }],
    [{ 'spec.owner': { $exists: false } }, { 'spec.owner': '-' }],
    [{ 'spec.type': { $exists: false } }, { 'spec.type': { $exists: false } }],
    [{ 'spec.owner': { $someday: 1 } }, { 'spec.owner': '-' }],
    [
      { 'spec.dependsOn': { $contains: 'component:payments/y' } },
      { 'spec.dependsOn': { $contains: '-' } },
    ],
    [
      { relations: { $contains: { type: 'ownedBy', targetRef: hidden } } },
      {
        relations: {
          $contains: { type: 'ownedBy', targetRef: { $in: ['-'] } },
        },
      },
    ],
    [
      { relations: { $contains: { type: 'ownedBy' } } },
      {
        relations: {
          $contains: { type: 'ownedBy', targetRef: { $in: ['-'] } },
        },
      },
    ],
    [
      { 'spec.dependsOn.component:payments/y': { $contains: true } },
      { 'spec.dependsOn.component:payments/y': { $contains: '-' } },
    ],
    [
      { 'spec.dependsOn.component:payments/y': true },
      { 'spec.dependsOn.component:payments/y': '-' },
    ],
    [
      { 'metadata.tenancy.audience.tenant:cards': { $in: [true] } },
      { 'metadata.tenancy.audience.tenant:cards': { $in: ['-'] } },
    ],
    [
      { $all: [{ $any: [{ $not: { 'spec.owner': hidden } }] }] },
      { $all: [{ $any: [{ $not: { 'spec.owner': '-' } }] }] },
    ],
  ])('%j becomes %j', (before, after) => {
    expect(query.predicate(before)).toEqual(after);
  });
});

describe('a cursor', () => {
  const encode = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64');
  const sanitize = (value: object) =>
    JSON.parse(
      Buffer.from(sanitizeCursor(encode(value), query), 'base64').toString(),
    );

  it('is read as the query that it holds', () => {
    expect(
      sanitize({
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        filter: {
          allOf: [
            { key: 'kind', values: ['api'] },
            { not: { key: 'spec.owner', values: ['group:payments/x'] } },
            { key: 'relations.partof' },
          ],
        },
        query: { 'spec.owner': 'group:payments/x' },
        fullTextFilter: { term: 'x', fields: ['spec.owner', 'metadata.name'] },
        isPrevious: false,
      }),
    ).toEqual({
      orderFields: [{ field: 'metadata.name', order: 'asc' }],
      filter: {
        allOf: [
          { key: 'kind', values: ['api'] },
          { not: { key: 'spec.owner', values: ['-'] } },
          { key: 'relations.partof', values: ['-'] },
        ],
      },
      query: { 'spec.owner': '-' },
      fullTextFilter: { term: 'x', fields: ['metadata.name'] },
      isPrevious: false,
    });
  });

  it('may not sort by what may be hidden', () => {
    expect(() =>
      sanitize({ orderFields: [{ field: 'spec.owner', order: 'asc' }] }),
    ).toThrow('Malformed cursor');
  });

  it.each(['', 'null', '[]', 'not json'])('is refused as %j', text => {
    expect(() =>
      sanitizeCursor(Buffer.from(text).toString('base64'), query),
    ).toThrow('Malformed cursor');
  });
});
