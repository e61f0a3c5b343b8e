import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { IndexableDocument } from '@backstage/plugin-search-common';
import {
  EVERYONE,
  OPERATORS,
  readStamp,
} from '@commonhold/plugin-tenancy-common';
import { AUDIENCE_FIELD } from '../engines/AudienceEngine';

/** Who may find a document, by its catalog entity or by its type. */
export class DocumentAudiences {
  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      /** Types of documents that everyone may find. */
      readonly publicTypes: ReadonlySet<string>;
    },
  ) {}

  /**
   * @param known - audiences of entities that were looked up before, by ref;
   *   grows. Share it between the batches of one run, but no longer.
   * @returns one audience for each document
   */
  async find(
    type: string,
    documents: readonly IndexableDocument[],
    known: Map<string, readonly string[]>,
  ): Promise<(readonly string[])[]> {
    await this.lookUp(
      documents.flatMap(document => entityRefOf(document) ?? []),
      known,
    );
    return documents.map(document => {
      const entityRef = entityRefOf(document);
      return entityRef
        ? known.get(entityRef) ?? [OPERATORS]
        : declaredAudience(document) ?? this.audienceOfType(type);
    });
  }

  private async lookUp(
    refs: readonly string[],
    known: Map<string, readonly string[]>,
  ): Promise<void> {
    const entityRefs = [...new Set(refs)].filter(ref => !known.has(ref));
    if (entityRefs.length === 0) {
      return;
    }
    const { auth, catalog } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind', 'metadata'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    items.forEach((entity, index) => {
      const stamp = entity && readStamp(entity);
      known.set(entityRefs[index], stamp?.audience ?? [OPERATORS]);
    });
  }

  private audienceOfType(type: string): readonly string[] {
    return [this.options.publicTypes.has(type) ? EVERYONE : OPERATORS];
  }
}

/** Other plugins have resources with refs of their own. */
function entityRefOf(document: IndexableDocument): string | undefined {
  const ref = document.authorization?.resourceRef;
  return ref && /^[^:/]+:[^:/]+\/[^:/]+$/.test(ref) ? ref : undefined;
}

function declaredAudience(
  document: IndexableDocument,
): readonly string[] | undefined {
  const audience: unknown = Reflect.get(document, AUDIENCE_FIELD);
  return Array.isArray(audience)
    ? audience.filter(value => typeof value === 'string')
    : undefined;
}
