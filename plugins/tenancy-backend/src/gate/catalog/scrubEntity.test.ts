import {
  Caller,
  TenantId,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import fc from 'fast-check';
import { PartialEntity, collectRefs, scrubEntity } from './scrubEntity';

const trading = parseTenantId('trading');

const callerOf = (...tenants: TenantId[]): Caller => ({
  userEntityRef: 'user:default/tara',
  operator: false,
  auditor: false,
  tenants: tenants.map(id => ({
    id,
    role: 'member',
    plugins: null,
    requestsPerMinute: null,
  })),
  groups: [],
});

const tara = callerOf(trading);

const entity: PartialEntity = {
  kind: 'Component',
  metadata: {
    name: 'rates',
    namespace: 'payments',
    annotations: {
      'commonhold.io/shared-with': 'cards, trading',
      'other/annotation': 'stays',
    },
    tenancy: {
      tenant: 'payments',
      audience: ['tenant:payments', 'tenant:cards', 'tenant:trading'],
    },
  },
  spec: {
    type: 'service',
    owner: 'checkout',
    system: 'default/money',
    dependsOn: ['ledger', 'resource:payments/db', 'component:payments/hidden'],
    nested: {
      deep: [
        'group:payments/hidden',
        'component:hidden',
        'plain text',
        7,
        null,
        true,
      ],
      image: 'node:22',
      url: 'https://git.example/x',
      time: '12:30',
    },
  },
  relations: [
    { type: 'ownedBy', targetRef: 'group:payments/checkout' },
    { type: 'dependsOn', targetRef: 'component:payments/ledger' },
  ],
};

describe('an entity of another tenant', () => {
  it('names its references in full, with their defaults', () => {
    const refs = new Set<string>();
    collectRefs(entity, ref => refs.add(ref));
    expect([...refs].sort()).toEqual([
      'component:payments/hidden',
      'component:payments/ledger',
      'group:payments/checkout',
      'group:payments/hidden',
      'resource:payments/db',
      'system:default/money',
    ]);
  });

  it('keeps what is visible and all that is no reference', () => {
    const scrubbed = scrubEntity(
      entity,
      new Set(['component:payments/ledger', 'system:default/money']),
      tara,
    );
    expect(scrubbed.spec).toEqual({
      type: 'service',
      system: 'default/money',
      dependsOn: ['ledger'],
      nested: {
        deep: ['plain text', 7, null, true],
        image: 'node:22',
        url: 'https://git.example/x',
        time: '12:30',
      },
    });
    expect(scrubbed.relations).toEqual([
      { type: 'dependsOn', targetRef: 'component:payments/ledger' },
    ]);
  });

  it('does not tell whom else it is shared with', () => {
    expect(scrubEntity(entity, new Set(), tara).metadata).toMatchObject({
      annotations: {
        'commonhold.io/shared-with': 'trading',
        'other/annotation': 'stays',
      },
      tenancy: {
        tenant: 'payments',
        audience: ['tenant:payments', 'tenant:trading'],
      },
    });
  });

  it('tells its own tenant', () => {
    const own = callerOf(parseTenantId('payments'));
    expect(scrubEntity(entity, new Set(), own).metadata).toEqual(
      entity.metadata,
    );
  });

  it('may be a part of one', () => {
    expect(scrubEntity({ kind: 'Component' }, new Set(), tara)).toEqual({
      kind: 'Component',
    });
  });

  it('never names what is hidden, wherever in spec it stands', () => {
    const hidden = 'component:payments/secret-thing';
    const value = fc.letrec(tie => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(
          hidden,
          'Component:Payments/Secret-Thing',
          'component:secret-thing',
          'plain',
          1,
        ),
        fc.array(tie('node')),
        fc.dictionary(
          fc.constantFrom('owner', 'dependsOn', 'members', 'other'),
          tie('node'),
        ),
      ),
    })).node;
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('owner', 'dependsOn', 'parent', 'other'),
          value,
        ),
        spec => {
          const scrubbed = scrubEntity(
            { ...entity, spec: spec as PartialEntity['spec'] },
            new Set(),
            tara,
          );
          expect(JSON.stringify(scrubbed.spec).toLowerCase()).not.toContain(
            'secret-thing',
          );
        },
      ),
    );
  });
});
