import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
  stringifyLocationRef,
} from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessorParser,
  CatalogService,
  parseEntityYaml,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  TENANT_KIND,
  TenantDirectory,
} from '@commonhold/plugin-tenancy-common';
import {
  TenantDirectoryService,
  tenantOfLocation,
} from '@commonhold/plugin-tenancy-node';
import { mayUseNamespace } from './authorship';
import { isKind, namespaceOf } from './claims';
import { decideStamp } from './decideStamp';
import { RefusalReporter, Refused } from './RefusalReporter';
import { refreshKey } from './refreshKey';
import { REGISTERED } from './TenantLocationProvider';

/**
 * Reads the entities of a file, without those that the repository of a tenant
 * cannot declare whatever else they say.
 *
 * The catalog gives a ref to whoever declares it first, before it looks at the
 * entity. So a repository that declares what another tenant might declare later
 * would keep it from doing so, and would learn from the order of things what is
 * there already. What the catalog has accepted from the very same place goes on
 * to be processed: it may have become foreign by a change of the tenants.
 */
export function createEntityParser(options: {
  readonly auth: AuthService;
  readonly catalog: CatalogService;
  readonly directory: TenantDirectoryService;
  readonly reporter: RefusalReporter;
}): CatalogProcessorParser {
  const { auth, catalog, directory, reporter } = options;

  const isThereAlready = async (ref: string, location: LocationSpec) => {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [ref], fields: ['kind', 'metadata'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return (
      items[0]?.metadata.annotations?.[ANNOTATION_LOCATION] ===
      stringifyLocationRef(location)
    );
  };

  return async function* parseEntities({ data, location }) {
    for (const result of parseEntityYaml(data, location)) {
      const ref = result.type === 'entity' && refOf(result.entity);
      const refusal =
        ref &&
        findRefusal(
          ref,
          result.entity,
          location,
          await directory.getDirectory(),
        );
      if (ref && refusal && !(await isThereAlready(ref, location))) {
        await reporter.report(ref, location, refusal);
        // Anything but an entity keeps the catalog from remembering the file
        // as read, so that it is judged anew when the tenants change.
        yield processingResult.refresh(
          refreshKey(`namespace:${namespaceOf(result.entity)}`),
        );
      } else {
        yield result;
      }
    }
  };
}

function findRefusal(
  ref: string,
  entity: Entity,
  location: LocationSpec,
  directory: TenantDirectory,
): Refused | undefined {
  const author = tenantOfLocation(location, directory.tenants);
  if (isKind(entity, TENANT_KIND.toLocaleLowerCase('en-US'))) {
    return {
      code: 'TENANT_IMPOSTOR',
      message: `${ref} is refused: the kind Tenant is kept for the tenants that the portal itself knows. Declare tenants in a source listed under tenancy.sources, or ask an operator`,
      author,
    };
  }
  if (!author) {
    return undefined;
  }
  if (isKind(entity, 'location') && REGISTERED.test(entity.metadata.name)) {
    return {
      code: 'TENANT_IMPOSTOR',
      message: `${ref} is refused: the catalog gives such names to registered files. Choose another name`,
      author,
    };
  }
  if (mayUseNamespace(namespaceOf(entity), author, directory)) {
    return undefined;
  }
  const decision = decideStamp({
    entity,
    provenance: { location, origin: location },
    directory,
    // The namespace alone is reason enough.
    tenantsOfUsers: new Map(),
  });
  return decision.refused ? decision : undefined;
}

/** @returns `undefined` for what is no entity: the catalog says what is wrong */
function refOf(entity: Entity): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(stringifyEntityRef(entity)));
  } catch {
    return undefined;
  }
}
