import { JsonObject } from '@backstage/types';
import { PlatformComponent } from '@commonhold/plugin-platform-resources-common';
import {
  ComponentResult,
  Finding,
  JsonValue,
  LeafResolution,
  Resolution,
} from '@commonhold/topology';
import { Components } from '../components/ComponentCatalog';
import { Declaration, DeclaredResource } from '../resources/DeclaredResource';

/** A required tag that nothing gives a value. */
export type MissingTag = {
  readonly tag: string;
  readonly leaf: string;
  readonly component: PlatformComponent;
};

/** What a commit declares, and what of it cannot be known. */
export type DeclaredResources = {
  readonly resources: readonly DeclaredResource[];
  readonly blocked: Declaration['blocked'];
  readonly missingTags: readonly MissingTag[];
};

/** The resources of all leaves of a resolution. Pure. */
export function declaredResources(
  resolution: Resolution,
  components: Components,
): DeclaredResources {
  const resources: DeclaredResource[] = [];
  const blocked: Declaration['blocked'][number][] = [];
  const missingTags: MissingTag[] = [];
  for (const leaf of resolution.leaves.values()) {
    if (leaf.isBlocked) {
      blocked.push({
        leaf: leaf.path,
        message: messageFor(resolution.findings, leaf.path, undefined),
      });
      continue;
    }
    for (const [overlay, result] of leaf.results) {
      const component = components.byOverlay.get(overlay);
      if (result.blocked) {
        blocked.push({
          leaf: leaf.path,
          overlay,
          message: messageFor(resolution.findings, leaf.path, overlay),
        });
      } else if (!component) {
        // What is there stays: a definition that is away for a while destroys nothing.
        blocked.push({
          leaf: leaf.path,
          overlay,
          message: `The platform offers no component with the overlay "${overlay}": mend the name of the file, or ask the platform team.`,
        });
      } else if (result.present) {
        const tags = tagsAt(leaf, component, missingTags);
        resources.push(...resourcesOf(leaf, result, component, tags));
      }
    }
  }
  return { resources, blocked, missingTags };
}

/** The resources of one component at one leaf. */
export function resourcesOf(
  leaf: LeafResolution,
  result: ComponentResult,
  component: PlatformComponent,
  tags: Readonly<Record<string, string>>,
): DeclaredResource[] {
  return result.instances.map(({ name, item, shared }) => ({
    overlay: component.overlay,
    instance: name,
    leaf: leaf.path,
    spec: {
      ...objectOf(shared),
      ...(isObject(item)
        ? (item as JsonObject)
        : { value: item as JsonObject }),
    },
    tags,
    component: component.ref,
    componentOwner: component.owner,
    provider: component.provider,
    providerConfig: component.providerConfig ?? {},
    ...(component.deletion && { retain: component.deletion.retain }),
  }));
}

/** Tags come from variables and labels of the leaf, variables first. */
function tagsAt(
  leaf: LeafResolution,
  component: PlatformComponent,
  missing: MissingTag[],
): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [tag, need] of Object.entries(component.tags ?? {})) {
    const value = leaf.vars.get(tag) ?? leaf.labels.get(tag);
    if (value !== undefined && value !== null && value !== '') {
      tags[tag] = String(value);
    } else if (need === 'required') {
      missing.push({ tag, leaf: leaf.path, component });
    }
  }
  return tags;
}

/** Findings name the first leaf they touch: the component's own comes first. */
function messageFor(
  findings: readonly Finding[],
  leaf: string,
  overlay: string | undefined,
): string {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const found =
    errors.find(
      finding =>
        finding.leaf === leaf &&
        (overlay === undefined || finding.component === overlay),
    ) ??
    errors.find(finding => finding.component === (overlay ?? null)) ??
    errors[0];
  if (!found) {
    return 'An error keeps this from being resolved. See the findings of the commit.';
  }
  return found.file
    ? `${found.file}${found.line ? `:${found.line}` : ''}: ${found.message}`
    : found.message;
}

function objectOf(value: JsonValue): JsonObject {
  return isObject(value) ? (value as JsonObject) : {};
}

function isObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
