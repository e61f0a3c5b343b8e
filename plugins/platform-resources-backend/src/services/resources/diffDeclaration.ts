import { formatResourceRef } from '@commonhold/plugin-platform-resources-common';
import {
  ResourceId,
  resourceIdOf,
} from '@commonhold/plugin-platform-resources-node';
import { StoredResource } from '../../store/resourceRows';
import { Declaration, DeclaredResource } from './DeclaredResource';
import { desiredHash } from './desiredHash';

/** What a declaration does to what is known of an application. */
export type DeclarationDiff = {
  /** New, changed, or declared again. */
  readonly declared: readonly {
    readonly id: ResourceId;
    readonly declared: DeclaredResource;
    readonly hash: string;
    readonly generation: number;
    readonly before: StoredResource | undefined;
  }[];
  /** The same to its provider, but seen, owned or described otherwise. */
  readonly moved: readonly {
    readonly declared: DeclaredResource;
    readonly before: StoredResource;
  }[];
  readonly deleted: readonly {
    readonly before: StoredResource;
    readonly generation: number;
  }[];
  /** Stays as it is, whatever the commit says. */
  readonly blocked: readonly {
    readonly before: StoredResource;
    readonly reason: 'Unresolved' | 'Protected';
    readonly message: string;
  }[];
  readonly unchanged: readonly StoredResource[];
};

/** Compares by hash. Pure. */
export function diffDeclaration(
  declaration: Declaration,
  known: readonly StoredResource[],
  options: { readonly audienceKeyOf: (componentOwner: string) => string },
): DeclarationDiff {
  const stored = new Map(
    known.map(resource => [String(resource.id), resource]),
  );
  const declared: DeclarationDiff['declared'][number][] = [];
  const moved: DeclarationDiff['moved'][number][] = [];
  const unchanged: StoredResource[] = [];
  const seen = new Set<string>();

  for (const resource of declaration.resources) {
    const id = resourceIdOf(
      formatResourceRef({ application: declaration.application, ...resource }),
    );
    seen.add(id);
    const before = stored.get(id);
    const hash = desiredHash(resource);
    if (before?.lifecycle !== 'declared' || before.desiredHash !== hash) {
      declared.push({
        id,
        declared: resource,
        hash,
        generation: (before?.generation ?? 0) + 1,
        before,
      });
    } else if (
      before.conditions.Blocked?.status === 'True' ||
      before.audienceKey !== options.audienceKeyOf(resource.componentOwner) ||
      before.tenant !== declaration.tenant ||
      before.component !== resource.component ||
      before.componentOwner !== resource.componentOwner ||
      before.retain !== (resource.retain ?? null) ||
      before.cost !== (resource.cost ?? null)
    ) {
      moved.push({ declared: resource, before });
    } else {
      unchanged.push(before);
    }
  }

  const deleted: DeclarationDiff['deleted'][number][] = [];
  const blocked: DeclarationDiff['blocked'][number][] = [];
  for (const before of known) {
    if (before.lifecycle === 'declared' && !seen.has(before.id)) {
      const block = declaration.blocked.find(
        ({ leaf, overlay }) =>
          leaf === before.leaf &&
          (overlay === undefined || overlay === before.overlay),
      );
      if (block) {
        blocked.push({ before, reason: 'Unresolved', message: block.message });
      } else if (before.protection) {
        blocked.push({
          before,
          reason: 'Protected',
          message: `It is no longer declared, but protected by ${before.protection.by}: ${before.protection.reason}. Take the protection off, or declare it again.`,
        });
      } else {
        deleted.push({ before, generation: before.generation + 1 });
      }
    }
  }
  return { declared, moved, deleted, blocked, unchanged };
}
