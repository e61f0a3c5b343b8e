import { LayerValue, MapOf } from '../value';
import { DocumentProblem } from './reserved';

/** Reads the fields of a file of ours and collects what is wrong with them. */
export class FieldReader {
  failed = false;

  constructor(
    private readonly code: 'NODE' | 'DEPLOYMENT',
    private readonly problems: DocumentProblem[],
  ) {}

  wrong(at: LayerValue, pointer: string, message: string): void {
    this.failed = true;
    this.problems.push({
      code: this.code,
      message,
      offset: at.offset,
      pointer,
      subject: pointer,
    });
  }

  /** The map at a place; nothing there, or null, is no map and no problem. */
  map(
    value: LayerValue | undefined,
    name: string,
    pointer: string,
  ): MapOf<LayerValue> | undefined {
    if (value?.kind === 'map') {
      return value;
    }
    if (value && !(value.kind === 'scalar' && value.value === null)) {
      this.wrong(value, pointer, `${name} must be a map.`);
    }
    return undefined;
  }

  refuseUnknown(map: MapOf<LayerValue>, known: readonly string[]): void {
    map.keys.forEach((key, i) => {
      if (!known.includes(key)) {
        this.problems.push({
          code: 'UNKNOWN_FIELD',
          message: `Nobody reads ${JSON.stringify(
            key,
          )} here. Known are ${known.join(', ')}.`,
          offset: map.values[i].offset,
          pointer: `/${key}`,
          subject: key,
        });
      }
    });
  }
}
