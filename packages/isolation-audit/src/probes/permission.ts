import { EntityName } from '../target/Target';
import { SurfaceProbes, forEach, post } from './SurfaceProbes';
import { spread } from '../routes/fillRoute';

const ENTITY_PERMISSIONS = [
  ['catalog.entity.read', 'read'],
  ['catalog.entity.delete', 'delete'],
  ['catalog.entity.refresh', 'update'],
] as const;

/** Decisions about hidden things, and conditions tried on them. */
export const permission: SurfaceProbes = {
  surface: 'permission decisions',
  probe: async audit => {
    const { hidden, target } = audit;
    await forEach(
      ENTITY_PERMISSIONS.map(([name, action]) =>
        post('/api/permission/authorize', {
          items: [{ id: '1', permission: entityPermission(name, action) }],
        }),
      ),
      request => audit.reads(request),
    );
    await forEach(
      spread(hidden.entities, target.short ? 5 : 20).flatMap(entity => [
        ...ENTITY_PERMISSIONS.map(([name, action]) =>
          post('/api/permission/authorize', {
            items: [
              {
                id: '1',
                permission: entityPermission(name, action),
                resourceRef: entity.ref,
              },
            ],
          }),
        ),
        ...['catalog', 'tenancy', 'scaffolder'].map(plugin =>
          triesCondition(plugin, entity),
        ),
      ]),
      request => audit.asksAlike(request),
    );
    await forEach(hidden.tenants, tenant =>
      audit.asksAlike(
        post('/api/permission/authorize', {
          items: [
            {
              id: '1',
              permission: {
                type: 'resource',
                name: 'tenancy.tenant.read',
                attributes: { action: 'read' },
                resourceType: 'tenancy-tenant',
              },
              resourceRef: tenant,
            },
          ],
        }),
      ),
    );
  },
};

function entityPermission(name: string, action: string) {
  return {
    type: 'resource',
    name,
    attributes: { action },
    resourceType: 'catalog-entity',
  };
}

/** With this, a caller could ask any question of any entity. */
function triesCondition(plugin: string, { ref, kind }: EntityName) {
  return post(
    `/api/${plugin}/.well-known/backstage/permissions/apply-conditions`,
    {
      items: [
        {
          id: '1',
          resourceRef: ref,
          resourceType: 'catalog-entity',
          conditions: {
            rule: 'IS_ENTITY_KIND',
            resourceType: 'catalog-entity',
            params: { kinds: [kind] },
          },
        },
      ],
    },
  );
}
