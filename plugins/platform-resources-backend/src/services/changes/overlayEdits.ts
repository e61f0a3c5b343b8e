import { InputError, NotFoundError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  ActionEdit,
  OverlayEdit,
  OverlayPlace,
  PlatformComponent,
} from '@commonhold/plugin-platform-resources-common';
import { Resolution } from '@commonhold/topology';
import Ajv2020 from 'ajv/dist/2020';
import { Components } from '../components/ComponentCatalog';
import { YamlFile, YamlPath, readOperation } from './yamlPatch';

/** Where the overlay of a place is. */
export function fileOf({ node, component }: OverlayPlace): string {
  return node === '.'
    ? `topology/${component}.yaml`
    : `topology/${node}/${component}.yaml`;
}

/** Changes an instance in the overlay of a node. */
export function editOverlay(
  file: YamlFile,
  edit: OverlayEdit,
  components: Components,
  resolution: Resolution,
): void {
  const component = componentOf(edit, components);
  const { path: item, keys, isNew } = itemOf(file, edit, component, resolution);
  for (const operation of edit.patch) {
    const { op, path: pointer, value } = readOperation(fileOf(edit), operation);
    const path = file.pathOf(pointer, item);
    if (op !== 'remove') {
      file.set(path, value);
    } else if (pointer === '') {
      removeInstance(file, edit, item, { keys, isNew }, resolution);
    } else if (file.has(path)) {
      // What the nodes above say holds again.
      file.remove(path);
    } else {
      file.set(path, { $delete: true });
    }
  }
}

/** Takes an instance out here, and away where a node above has it. */
function removeInstance(
  file: YamlFile,
  edit: OverlayEdit,
  path: YamlPath,
  { keys, isNew }: { readonly keys: JsonObject; readonly isNew: boolean },
  resolution: Resolution,
): void {
  if (path.length === 0) {
    file.set([], { $delete: true });
    return;
  }
  if (!isNew) {
    const without = file.copy();
    without.remove(path);
    const after = resolution.update(
      new Map([[fileOf(edit), without.toText()]]),
    );
    if (!hasInstance(after, edit)) {
      file.remove(path);
      return;
    }
  }
  file.set(path, { ...keys, $delete: true });
}

function hasInstance(
  resolution: Resolution,
  { node, component, instance }: OverlayPlace,
): boolean {
  return [...resolution.leaves].some(
    ([path, leaf]) =>
      isBeneath(path, node) &&
      leaf.results
        .get(component)
        ?.instances.some(({ name }) => name === instance),
  );
}

function isBeneath(path: string, node: string): boolean {
  return node === '.' || path === node || path.startsWith(`${node}/`);
}

/** What an action of the component makes of what the user answered. */
export function editOfAction(
  action: ActionEdit,
  components: Components,
): OverlayEdit {
  const component = componentOf(action, components);
  const found = component.actions?.find(({ id }) => id === action.id);
  if (!found || !('edit' in found)) {
    throw new NotFoundError(
      `${component.title} has no action "${action.id}" that is an edit`,
    );
  }
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
    logger: false,
  });
  const validate = ajv.compile(found.edit.schema);
  if (!validate(action.input)) {
    throw new InputError(
      `${found.title}: ${ajv.errorsText(validate.errors, {
        dataVar: 'the answer',
      })}`,
    );
  }
  const { node, instance } = action;
  return {
    node,
    component: action.component,
    ...(instance !== undefined && { instance }),
    patch: found.edit.patch.map(
      operation => filled(operation, action.input) as JsonObject,
    ),
  };
}

/** `%name%` becomes the answer; alone it keeps the answer's type. */
function filled(value: JsonValue | undefined, input: JsonObject): JsonValue {
  if (typeof value === 'string') {
    const whole = /^%([A-Za-z_][A-Za-z0-9_.-]*)%$/.exec(value)?.[1];
    if (whole !== undefined && input[whole] !== undefined) {
      return input[whole] as JsonValue;
    }
    return value.replace(
      /%([A-Za-z_][A-Za-z0-9_.-]*)%/g,
      (text, name: string) =>
        input[name] === undefined ? text : String(input[name]),
    );
  }
  if (Array.isArray(value)) {
    return value.map(item => filled(item, input));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, filled(item, input)]),
    );
  }
  return value ?? null;
}

function componentOf(
  { component: overlay }: OverlayPlace,
  components: Components,
): PlatformComponent {
  const component = components.byOverlay.get(overlay);
  if (!component) {
    throw new InputError(
      `The platform offers no component with the overlay "${overlay}"`,
    );
  }
  return component;
}

/** An instance in a file. */
type Item = {
  readonly path: YamlPath;
  /** What tells it apart in a list; empty in a map. */
  readonly keys: JsonObject;
  /** Whether it was added just now. */
  readonly isNew: boolean;
};

/** Where the instance is in the file; it is added if it is not there. */
function itemOf(
  file: YamlFile,
  place: OverlayPlace,
  component: PlatformComponent,
  resolution: Resolution,
): Item {
  const { instance } = place;
  if (!component.instances) {
    // Its one resource has the name of the overlay.
    if (instance !== undefined && instance !== component.overlay) {
      throw new InputError(
        `${component.title} has no instances: leave out "${instance}"`,
      );
    }
    return { path: [], keys: {}, isNew: false };
  }
  if (instance === undefined) {
    throw new InputError(
      `${component.title} has instances: say which of them is changed`,
    );
  }
  const container = file.pathOf(component.instances);
  const names = keyNames(component);
  if (!names) {
    const path = [...container, instance];
    return { path, keys: {}, isNew: !file.has(path) };
  }
  const keys = keyValues(place, instance, names, resolution);
  const length = file.lengthOf(container) ?? 0;
  for (let at = 0; at < length; at += 1) {
    const item = file.get([...container, at]) as JsonObject | null;
    if (names.every(name => item?.[name] === keys[name])) {
      return { path: [...container, at], keys, isNew: false };
    }
  }
  if (length === 0) {
    file.set(container, [keys]);
  } else {
    file.insert(container, length, keys);
  }
  return { path: [...container, length], keys, isNew: true };
}

/** Names of the keys of the list of instances; `undefined` if it is a map. */
function keyNames(component: PlatformComponent): string[] | undefined {
  let at: unknown = component.schema;
  for (const segment of (component.instances ?? '').split('/').slice(1)) {
    at = property(property(at, 'properties'), segment);
  }
  const keys = property(property(at, 'x-merge'), 'keys');
  return Array.isArray(keys) ? keys.map(String) : undefined;
}

/** As a leaf beneath has them, with their types; texts for a new instance. */
function keyValues(
  { node, component }: OverlayPlace,
  instance: string,
  keys: readonly string[],
  resolution: Resolution,
): JsonObject {
  for (const [path, leaf] of resolution.leaves) {
    if (isBeneath(path, node)) {
      const found = leaf.results
        .get(component)
        ?.instances.find(({ name }) => name === instance);
      if (found) {
        return { ...found.keys };
      }
    }
  }
  const parts = instance
    .split('/')
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (parts.length !== keys.length) {
    throw new InputError(
      `"${instance}" does not name an instance: it is made of ${keys.join(
        '/',
      )}`,
    );
  }
  return Object.fromEntries(keys.map((key, i) => [key, parts[i]]));
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
