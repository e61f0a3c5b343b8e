import { ConflictError, InputError } from '@backstage/errors';
import { FileEdit } from '@commonhold/plugin-platform-resources-common';
import { Resolution } from '@commonhold/topology';
import { Components } from '../components/ComponentCatalog';
import { editOfAction, editOverlay, fileOf } from './overlayEdits';
import { YamlFile } from './yamlPatch';

const MAX_FILE_BYTES = 1024 * 1024;
const SEGMENT = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** What edits are made on. */
export type EditBase = {
  /** The present content of a file; `undefined` if there is none. */
  readonly read: (file: string) => Promise<string | undefined>;
  readonly resolution: Resolution;
  readonly components: Components;
};

/**
 * What files become by edits.
 *
 * @returns new contents by path; `undefined` for what is removed
 * @throws InputError, ConflictError
 */
export async function applyEdits(
  edits: readonly FileEdit[],
  base: EditBase,
): Promise<Map<string, string | undefined>> {
  const files = new Map<string, string | undefined>();
  for (const edit of edits) {
    const file = checkedPath(targetOf(edit));
    const before = files.has(file) ? files.get(file) : await base.read(file);
    const after = edited(file, before, edit, base);
    if (after !== undefined && Buffer.byteLength(after) > MAX_FILE_BYTES) {
      throw new InputError(`${file} would be larger than 1 MiB`);
    }
    if (before === undefined && after === undefined) {
      throw new ConflictError(
        `${file} is not there (any more): look at the newest commit`,
      );
    }
    files.set(file, after);
  }
  return files;
}

function targetOf(edit: FileEdit): string {
  if ('overlay' in edit && edit.overlay) {
    return fileOf(edit.overlay);
  }
  if ('action' in edit && edit.action) {
    return fileOf(edit.action);
  }
  if ('file' in edit && edit.file) {
    return edit.file;
  }
  throw new InputError('An edit says which file it is about, or which overlay');
}

function edited(
  file: string,
  before: string | undefined,
  edit: FileEdit,
  { components, resolution }: EditBase,
): string | undefined {
  if ('content' in edit && edit.content !== undefined) {
    return edit.content ?? undefined;
  }
  const yaml = new YamlFile(file, before);
  if ('patch' in edit && edit.patch) {
    yaml.patch(edit.patch);
  } else if ('overlay' in edit && edit.overlay) {
    editOverlay(yaml, edit.overlay, components, resolution);
  } else if ('action' in edit && edit.action) {
    const overlay = editOfAction(edit.action, components);
    editOverlay(yaml, overlay, components, resolution);
  } else {
    throw new InputError(`The edit of ${file} does not say what changes`);
  }
  return yaml.toText();
}

/** Overlays, nodes and the deployment itself; nothing else of a repository. */
function checkedPath(file: string): string {
  const segments = file.split('/');
  const name = segments.pop() ?? '';
  const inTopology =
    segments[0] === 'topology' &&
    segments.slice(1).every(segment => SEGMENT.test(segment)) &&
    name.endsWith('.yaml') &&
    SEGMENT.test(name.slice(0, -'.yaml'.length));
  if (file !== 'deployment.yaml' && !inTopology) {
    throw new InputError(
      `${file} cannot be edited here: only deployment.yaml and YAML files below topology/ can`,
    );
  }
  return file;
}
