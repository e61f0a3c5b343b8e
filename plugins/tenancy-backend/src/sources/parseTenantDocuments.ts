import {
  TenantDeclaration,
  parseTenantId,
} from '@commonhold/plugin-tenancy-common';
import { Document, LineCounter, isNode, parseAllDocuments } from 'yaml';
import { findContradiction } from '../declarations/findContradiction';
import { findDouble } from '../declarations/claimConflicts';
import { readRef, refKinds } from '../declarations/readRef';
import { SourcePosition, TenantSourceError } from './TenantSourceError';
import { tenantDocumentSchema } from './tenantDocumentSchema';

/** More than that is a mistake, or meant to hurt. */
const MAX_SOURCE_BYTES = 4 * 1024 * 1024;

/** What a source declares, and where it says so. */
export type ParsedTenants = {
  readonly declarations: readonly TenantDeclaration[];
  /**
   * @param path - of a value in the document of the tenant, such as
   *   `['spec', 'groups', 0]`
   */
  positionOf(
    tenant: string,
    path: readonly (string | number)[],
  ): SourcePosition | undefined;
};

/**
 * Reads the tenants of a YAML source: one a document, several documents.
 *
 * @throws TenantSourceError with the place of the first thing that is wrong:
 *   YAML syntax, the shape of a document, the same tenant, group, namespace or
 *   location twice
 */
export function parseTenantDocuments(text: string): ParsedTenants {
  if (Buffer.byteLength(text) > MAX_SOURCE_BYTES) {
    throw new TenantSourceError(
      'The source is larger than 4 MiB: split it into several',
    );
  }
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter,
    uniqueKeys: true,
  });
  if (!Array.isArray(documents)) {
    throw noTenants();
  }
  const byTenant = new Map<string, Document>();
  const positionIn = (
    document: Document,
    path: readonly (string | number)[],
  ) => {
    for (let length = path.length; length >= 0; length--) {
      const node = length
        ? document.getIn(path.slice(0, length), true)
        : document.contents;
      if (isNode(node) && node.range) {
        const { line, col } = lineCounter.linePos(node.range[0]);
        return { line, column: col };
      }
    }
    return undefined;
  };

  const declarations: TenantDeclaration[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      const start = error.linePos?.[0];
      throw new TenantSourceError(
        `Not valid YAML: ${error.message.split('\n')[0]}`,
        start && { line: start.line, column: start.col },
      );
    }
    const value = toPlain(document);
    if (value === null) {
      continue;
    }
    const parsed = tenantDocumentSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const path = issue.path.filter(
        (key): key is string | number => typeof key !== 'symbol',
      );
      const at = path.length ? `${path.join('.')}: ` : '';
      throw new TenantSourceError(
        `Not a tenant: ${at}${issue.message}`,
        positionIn(document, path),
      );
    }
    const { metadata, spec } = parsed.data;
    const refs = (key: 'groups' | 'admins') =>
      spec[key].map((ref, index) =>
        readRefAt(
          ref,
          refKinds[key],
          positionIn(document, ['spec', key, index]),
        ),
      );
    if (byTenant.has(metadata.name)) {
      throw new TenantSourceError(
        `The tenant "${metadata.name}" is declared twice: remove one of the two`,
        positionIn(document, ['metadata', 'name']),
      );
    }
    byTenant.set(metadata.name, document);
    declarations.push({
      id: parseTenantId(metadata.name),
      title: metadata.title ?? metadata.name,
      description: metadata.description,
      state: spec.state,
      class: spec.class,
      platform: spec.platform,
      groups: refs('groups'),
      admins: refs('admins'),
      namespaces: spec.namespaces,
      locations: spec.locations,
      signIn: spec.signIn,
      entitlements: spec.entitlements,
      quotas: spec.quotas,
    });
  }
  if (declarations.length === 0) {
    throw noTenants();
  }
  const positionOf: ParsedTenants['positionOf'] = (tenant, path) => {
    const document = byTenant.get(tenant);
    return document && positionIn(document, path);
  };
  const contradiction = findContradiction(declarations);
  if (contradiction) {
    const { tenant, field, message } = contradiction;
    throw new TenantSourceError(message, positionOf(tenant, ['spec', field]));
  }
  const double = findDouble(declarations);
  if (double) {
    const { tenant, field, index, message } = double;
    throw new TenantSourceError(
      message,
      positionOf(tenant, ['spec', field, index]),
    );
  }
  return { declarations, positionOf };
}

function noTenants() {
  return new TenantSourceError(
    'The source declares no tenant. An empty file is more often an accident than meant: to close a tenant, set its state to archived',
  );
}

function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new TenantSourceError(
      `Not valid YAML: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function readRefAt(
  ref: string,
  kinds: readonly string[],
  position: SourcePosition | undefined,
): string {
  try {
    return readRef(ref, kinds);
  } catch (error) {
    throw new TenantSourceError(
      error instanceof Error ? error.message : String(error),
      position,
    );
  }
}
