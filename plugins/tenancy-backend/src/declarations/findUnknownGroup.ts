import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TenantDeclaration } from '@commonhold/plugin-tenancy-common';
import { DeclarationProblem } from './claimConflicts';

/** The first group of a declaration that the catalog does not know. */
export async function findUnknownGroup(
  declarations: readonly Pick<TenantDeclaration, 'id' | 'groups'>[],
  { catalog, auth }: { catalog: CatalogService; auth: AuthService },
): Promise<DeclarationProblem | undefined> {
  const named = declarations.flatMap(({ id, groups }) =>
    groups.map((ref, index) => ({ ref, tenant: id, index })),
  );
  if (named.length === 0) {
    return undefined;
  }
  const { items } = await catalog.getEntitiesByRefs(
    {
      entityRefs: named.map(({ ref }) => ref),
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  const unknown = named.find((_, i) => !items[i]);
  return (
    unknown && {
      tenant: unknown.tenant,
      field: 'groups',
      index: unknown.index,
      message: `The tenant "${unknown.tenant}" names ${unknown.ref}, which is not in the catalog: correct the ref, or add the group`,
    }
  );
}
