import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  TenantDirectory,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { StampLookup } from '@commonhold/plugin-tenancy-node';
import { EntityAudiences } from './EntityAudiences';
import { namedBy, withoutHiddenNames } from './hiddenNames';

const entity = (
  ref: string,
  audience: string[],
  spec?: Entity['spec'],
): Entity => {
  const [kind, namespace, name] = ref.split(/[:/]/);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { namespace, name, tenancy: { tenant: namespace, audience } },
    spec,
  };
};

const payments = ['tenant:payments'];
const shared = [...payments, 'everyone'];

const catalog = [
  entity('group:payments/checkout', payments),
  entity('group:platform/kafka', ['tenant:platform', 'everyone']),
  entity('system:payments/hidden', payments),
  entity('system:payments/shared', shared),
  entity('component:payments/own', payments, { owner: 'checkout' }),
  entity('component:payments/shared', shared, { owner: 'checkout' }),
  entity('component:payments/lent', [...payments, 'tenant:cards'], {
    owner: 'group:payments/checkout',
  }),
  entity('component:payments/private', ['group:payments/checkout'], {
    owner: 'group:payments/checkout',
  }),
  entity('component:platform/topics', ['tenant:platform', 'everyone'], {
    owner: 'group:platform/kafka',
  }),
  entity(
    'component:platform/for-partners',
    ['tenant:platform', 'tenant:nordlys', 'everyone'],
    { owner: 'group:platform/kafka' },
  ),
  entity('component:nordlys/own', ['group:nordlys/nordlys'], {
    owner: 'group:platform/kafka',
  }),
  entity('component:payments/orphan', shared, { owner: 'group:payments/gone' }),
];

const nordlys = parseTenantId('nordlys');

const directory: TenantDirectory = {
  revision: 1,
  tenants: [
    {
      id: nordlys,
      title: 'Nordlys',
      description: '',
      state: 'active',
      class: 'external',
      platform: false,
      groups: [],
      namespaces: [],
      locations: [],
      signIn: { providers: [] },
    },
  ],
  groups: { 'group:nordlys/nordlys': { tenant: nordlys, ancestors: [] } },
  registrations: [],
};

async function indexed(ref: string, fields: object = {}) {
  const entities = new EntityAudiences(
    new StampLookup({
      auth: mockServices.auth(),
      catalog: {
        getEntitiesByRefs: async ({ entityRefs }) => ({
          items: entityRefs.map(wanted =>
            catalog.find(item => stringifyEntityRef(item) === wanted),
          ),
        }),
      },
    }),
    { getDirectory: async () => directory },
  );
  const document = {
    title: 'group:payments/checkout',
    text: 'Ask group:payments/checkout',
    location: '/somewhere',
    owner: 'checkout',
    authorization: { resourceRef: ref },
    ...fields,
  };
  await entities.load([ref]);
  await entities.load(namedBy(document, entities));
  return withoutHiddenNames(document, entities.get(ref).audience, entities);
}

describe('a document names', () => {
  it.each(['component:platform/for-partners', 'component:nordlys/own'])(
    'nobody who is there for everyone to those outside: %s',
    async ref => {
      await expect(indexed(ref)).resolves.toHaveProperty('owner', '');
    },
  );

  it.each([
    'component:payments/own',
    'component:payments/private',
    'component:platform/topics',
  ])('the owner, where all who find it may see that: %s', async ref => {
    await expect(indexed(ref)).resolves.toHaveProperty('owner', 'checkout');
  });

  it.each([
    'component:payments/shared',
    'component:payments/lent',
    'component:payments/orphan',
  ])('no owner otherwise: %s', async ref => {
    await expect(indexed(ref)).resolves.toHaveProperty('owner', '');
  });

  it('no hidden entities in fields that a transformer adds', async () => {
    await expect(
      indexed('component:payments/shared', {
        system: 'system:payments/hidden',
        systems: ['system:payments/hidden', 'system:payments/shared', 'both'],
        domain: 'system:payments/shared',
        lifecycle: 'production',
      }),
    ).resolves.toEqual({
      title: 'group:payments/checkout',
      text: 'Ask group:payments/checkout',
      location: '/somewhere',
      authorization: { resourceRef: 'component:payments/shared' },
      owner: '',
      system: '',
      systems: ['system:payments/shared', 'both'],
      domain: 'system:payments/shared',
      lifecycle: 'production',
    });
  });

  it('nobody whom it is shared with', async () => {
    await expect(
      indexed('component:payments/lent', {
        annotations: { 'commonhold.io/shared-with': 'cards', other: 'kept' },
      }),
    ).resolves.toHaveProperty('annotations', { other: 'kept' });
  });

  it('what it likes, if it belongs to no entity', async () => {
    await expect(
      indexed('task-7', { system: 'system:payments/hidden' }),
    ).resolves.toMatchObject({ owner: 'checkout' });
  });
});
