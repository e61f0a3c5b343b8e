import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { GroupSync } from './GroupSync';
import { CatalogGroup } from './groupTree';

const group = (name: string, parent?: string, owns: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  relations: [
    ...(parent
      ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
      : []),
    ...owns.map(ref => ({ type: 'ownerOf', targetRef: ref })),
  ],
});

const user = (name: string, memberOf: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: `group:default/${memberOf}` }],
});

/** A catalog whose entities a test exchanges, and how often its groups were read. */
function follow(entities: Entity[]) {
  let catalog = catalogServiceMock({ entities });
  let reads = 0;
  let now = 0;
  const seen: CatalogGroup[][] = [];
  const sync = new GroupSync({
    auth: mockServices.auth(),
    catalog: {
      ...catalog,
      getEntityFacets: async (request, options) =>
        catalog.getEntityFacets(request, options),
      queryEntities: async (request, options) => {
        reads++;
        return catalog.queryEntities(request, options);
      },
    },
    directory: {
      replaceGroups: async groups => {
        seen.push([...groups]);
      },
    },
    now: () => now,
  });
  return {
    /** Two seconds later. */
    async again(changed: Entity[], later = 2_000) {
      catalog = catalogServiceMock({ entities: changed });
      now += later;
      await sync.run();
    },
    run: async () => sync.run(),
    reads: () => reads,
    parentsOf: (name: string) =>
      seen[seen.length - 1].find(({ ref }) => ref === `group:default/${name}`)
        ?.parents,
    changes: () => seen.length,
  };
}

const estate = [group('a'), group('b'), group('x', 'a'), user('u', 'x')];

describe('following the groups of the catalog', () => {
  it('reads them once, as long as nothing changes', async () => {
    const following = follow(estate);
    await following.run();
    await following.again(estate);
    await following.again(estate);
    expect(following.reads()).toBe(1);
  });

  it('does not read them because they own something else', async () => {
    const following = follow(estate);
    await following.run();
    await following.again([
      group('a', undefined, ['component:default/new']),
      ...estate.slice(1),
    ]);
    expect(following.reads()).toBe(1);
  });

  it.each([
    ['a group is made', [...estate, group('new')]],
    ['a group is gone', estate.slice(1)],
    ['a group is another', [group('c'), ...estate.slice(1)]],
    [
      'a group moves beneath another',
      [group('a'), group('b'), group('x', 'b'), user('u', 'x')],
    ],
    ['somebody joins', [...estate, user('new', 'x')]],
    ['somebody leaves', estate.slice(0, 3)],
    ['somebody changes groups', [...estate.slice(0, 3), user('u', 'a')]],
  ])('reads them at once when %s', async (_, changed) => {
    const following = follow(estate);
    await following.run();
    await following.again(changed);
    expect(following.reads()).toBe(2);
  });

  it('finds what leaves every count as it was within half a minute', async () => {
    const before = [group('a'), group('b'), group('x', 'a'), group('y', 'b')];
    const after = [group('a'), group('b'), group('x', 'b'), group('y', 'a')];
    const following = follow(before);
    await following.run();
    await following.again(after);
    expect(following.parentsOf('x')).toEqual(['group:default/a']);
    await following.again(after, 30_000);
    expect(following.parentsOf('x')).toEqual(['group:default/b']);
    expect(following.changes()).toBe(2);
  });
});
