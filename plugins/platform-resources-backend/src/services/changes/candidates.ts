import {
  ResourceRef,
  formatResourceRef,
} from '@commonhold/plugin-platform-resources-common';
import { DeclaredResources } from '../applications/declaredResources';
import { DeclaredResource } from '../resources/DeclaredResource';
import { RecordedResource, addressOf } from './RecordedResources';

/** A resource that would be created, updated or deleted. */
export type Candidate = {
  readonly declared: DeclaredResource;
  readonly recorded: RecordedResource | undefined;
  readonly goes: boolean;
};

/** What differs between what is declared and what is on record. Pure. */
export function candidatesOf(
  declared: DeclaredResources,
  recorded: ReadonlyMap<string, RecordedResource>,
): Candidate[] {
  const candidates: Candidate[] = [];
  const met = new Set<string>();
  for (const resource of declared.resources) {
    const address = addressOf(resource);
    met.add(address);
    const known = recorded.get(address);
    if (!known || !known.isSame(resource)) {
      candidates.push({ declared: resource, recorded: known, goes: false });
    }
  }
  const blocked = new Set(
    declared.blocked.map(({ leaf, overlay }) => `${leaf}\n${overlay ?? '*'}`),
  );
  for (const [address, known] of recorded) {
    const { leaf, overlay } = known.declared;
    if (
      !met.has(address) &&
      !blocked.has(`${leaf}\n*`) &&
      !blocked.has(`${leaf}\n${overlay}`)
    ) {
      candidates.push({
        declared: known.declared,
        recorded: known,
        goes: true,
      });
    }
  }
  return candidates;
}

/** The ref of a resource of an application. */
export function refOf(
  application: string,
  { overlay, leaf, instance }: DeclaredResource,
): ResourceRef {
  return formatResourceRef({ application, overlay, leaf, instance });
}
