import { Source } from '../source';
import {
  Deletion,
  FinalMark,
  Finals,
  LayerValue,
  ListOf,
  MapOf,
  Replacement,
  Scalar,
} from '../value';
import { NodeFile, Setting } from './nodeFile';
import { Overlay } from './overlay';
import { JsonScalar } from '../value';

/** The same overlay, read from another file with the same text. */
export function overlayAt(overlay: Overlay, source: Source): Overlay {
  return {
    ...overlay,
    source,
    documents: overlay.documents.map(document => ({
      ...document,
      value: valueAt(document.value, source),
    })),
  };
}

/** The same node file, read from another file with the same text. */
export function nodeFileAt(nodeFile: NodeFile, source: Source): NodeFile {
  const { settings } = nodeFile;
  return {
    ...nodeFile,
    source,
    settings: settings && {
      ...settings,
      labels: settingsAt(settings.labels, source),
      vars: settingsAt(settings.vars, source),
    },
  };
}

function settingsAt<T extends JsonScalar>(
  settings: ReadonlyMap<string, Setting<T>>,
  source: Source,
): Map<string, Setting<T>> {
  const moved = new Map<string, Setting<T>>();
  settings.forEach(({ value, offset }, name) =>
    moved.set(name, { value, source, offset }),
  );
  return moved;
}

function valueAt(value: LayerValue, source: Source): LayerValue {
  switch (value.kind) {
    case 'scalar':
      return new Scalar(value.value, source, value.offset);
    case 'map':
      return mapAt(value, source);
    case 'list':
      return new ListOf(
        value.items.map(item => valueAt(item, source)),
        source,
        value.offset,
        value.flags,
      );
    case 'delete':
      return new Deletion(
        source,
        value.offset,
        value.item && mapAt(value.item, source),
      );
    default:
      return new Replacement(
        valueAt(value.value, source),
        source,
        value.offset,
      );
  }
}

function mapAt(map: MapOf<LayerValue>, source: Source): MapOf<LayerValue> {
  return new MapOf(
    map.keys,
    map.values.map(value => valueAt(value, source)),
    source,
    map.offset,
    map.flags,
    map.finals && finalsAt(map.finals, source),
  );
}

function finalsAt({ all, keys }: Finals, source: Source): Finals {
  const at = (mark: FinalMark): FinalMark => ({ source, offset: mark.offset });
  return {
    all: all && at(all),
    keys: keys && new Map([...keys].map(([key, mark]) => [key, at(mark)])),
  };
}
