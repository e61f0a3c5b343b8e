import { mockServices } from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { setTimeout as pause } from 'node:timers/promises';
import { StampLookup } from './StampLookup';

function entity(name: string, audience?: string[], owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'cards',
      name,
      ...(audience && { tenancy: { tenant: 'cards', audience } }),
    },
    spec: { owner },
  };
}

/** A catalog that counts how often, and about how many refs, it is asked. */
function catalogOf(...entities: Entity[]) {
  const asked: number[] = [];
  return {
    asked,
    catalog: {
      getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => {
        asked.push(entityRefs.length);
        return {
          items: entityRefs.map(ref =>
            entities.find(item => stringifyEntityRef(item) === ref),
          ),
        };
      },
    },
  };
}

describe('StampLookup', () => {
  const auth = mockServices.auth();

  it('tells who may see an entity, and whom it names as owner', async () => {
    const { catalog } = catalogOf(
      entity('wallet', ['tenant:cards'], 'vault'),
      entity('early', undefined, ':'),
    );
    const found = await new StampLookup({ auth, catalog }).find([
      'component:cards/wallet',
      'component:cards/early',
      'component:cards/absent',
    ]);
    expect([...found]).toEqual([
      [
        'component:cards/wallet',
        {
          stamp: { tenant: 'cards', audience: ['tenant:cards'] },
          owner: 'group:cards/vault',
        },
      ],
      ['component:cards/early', { stamp: undefined, owner: undefined }],
    ]);
  });

  it('treats what is hidden, not stamped or absent alike', async () => {
    const { catalog } = catalogOf(
      entity('open', ['tenant:cards', 'everyone']),
      entity('wallet', ['tenant:cards']),
      entity('early'),
    );
    await expect(
      new StampLookup({ auth, catalog }).visibleTo(
        ['open', 'wallet', 'early', 'absent'].map(
          name => `component:cards/${name}`,
        ),
        ['tenant:trading', 'everyone'],
      ),
    ).resolves.toEqual(new Set(['component:cards/open']));
  });

  it('asks once for what it knows, absent things included, a thousand at a time', async () => {
    const { catalog, asked } = catalogOf(entity('wallet', ['tenant:cards']));
    const lookup = new StampLookup({ auth, catalog });
    const refs = [
      'component:cards/wallet',
      ...Array.from({ length: 1_200 }, (_, i) => `component:cards/no-${i}`),
    ];
    await lookup.find(refs);
    await lookup.find(refs);
    expect(asked).toEqual([1_000, 201]);
  });

  it('asks anew when an answer is too old', async () => {
    const { catalog, asked } = catalogOf(entity('wallet', ['tenant:cards']));
    const lookup = new StampLookup({ auth, catalog, ttlMs: 20 });
    await lookup.find(['component:cards/wallet']);
    await pause(60);
    await lookup.find(['component:cards/wallet']);
    expect(asked).toEqual([1, 1]);
  });
});
