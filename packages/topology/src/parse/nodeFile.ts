import { Source } from '../source';
import { JsonScalar, LayerValue } from '../value';
import { Unreadable, unreadable } from './unreadable';
import { YamlProblem } from './hostileText';
import { readYamlDocuments } from './yamlDocuments';
import { FieldReader } from './fieldReader';
import { DocumentProblem } from './reserved';
import { Interpretation } from './converter';

/** A label or variable and where it was set. */
export interface Setting<T extends JsonScalar = JsonScalar> {
  readonly value: T;
  readonly source: Source;
  readonly offset: number;
}

/** What a node.yaml, or an entry of discovered.yaml, says about its node. */
export interface NodeSettings {
  readonly labels: ReadonlyMap<string, Setting<string>>;
  readonly vars: ReadonlyMap<string, Setting>;
  readonly isProtected: boolean;
}

/** A `node.yaml`; `settings` are absent if it is unreadable or wrong. */
export interface NodeFile {
  readonly source: Source;
  readonly settings: NodeSettings | undefined;
  readonly unreadable: Unreadable | undefined;
  readonly problems: readonly DocumentProblem[];
}

/** How a variable's name must look, so that `%name%` can stand for it. */
export const VARIABLE_NAME = '[A-Za-z_][A-Za-z0-9_.-]*';
const VARIABLE = new RegExp(`^${VARIABLE_NAME}$`);

/** Outside overlays no key is reserved. */
const NO_WORDS: Interpretation = {};

/** Reads a node.yaml; never throws for what is in the file. */
export function readNodeFile(source: Source): NodeFile {
  const read = readOneDocument(source);
  if (read instanceof YamlProblem) {
    return {
      source,
      settings: undefined,
      unreadable: unreadable(read),
      problems: [],
    };
  }
  const problems: DocumentProblem[] = [];
  const settings = readNodeSettings(
    read,
    ['labels', 'vars', 'protected'],
    problems,
  );
  return { source, settings, unreadable: undefined, problems };
}

/** The single document of a file (undefined if empty), or why it has none. */
export function readOneDocument(
  source: Source,
): LayerValue | undefined | YamlProblem {
  try {
    const [first, second] = readYamlDocuments(source, () => NO_WORDS);
    return second
      ? new YamlProblem(
          second.value.offset,
          'This file holds one document. Remove the second.',
        )
      : first?.value;
  } catch (error) {
    if (error instanceof YamlProblem) {
      return error;
    }
    throw error;
  }
}

/**
 * Reads labels and variables. What is wrong goes to `problems`; if any of it is
 * an error, the node has no settings.
 */
export function readNodeSettings(
  value: LayerValue | undefined,
  fields: readonly string[],
  problems: DocumentProblem[],
): NodeSettings | undefined {
  const reader = new FieldReader('NODE', problems);
  const map = reader.map(value, 'A node', '');
  const labels = new Map<string, Setting<string>>();
  const vars = new Map<string, Setting>();
  let isProtected = false;
  if (map) {
    reader.refuseUnknown(map, fields);
    const labelMap = reader.map(map.get('labels'), 'labels', '/labels');
    labelMap?.keys.forEach((key, i) => {
      const label = labelMap.values[i];
      if (label.kind === 'scalar' && typeof label.value === 'string') {
        const { source, offset } = label;
        labels.set(key, { value: label.value, source, offset });
      } else {
        reader.wrong(
          label,
          `/labels/${key}`,
          `The label ${key} must be text. Put it in quotes.`,
        );
      }
    });
    const varMap = reader.map(map.get('vars'), 'vars', '/vars');
    varMap?.keys.forEach((key, i) => {
      const variable = varMap.values[i];
      if (!VARIABLE.test(key)) {
        reader.wrong(
          variable,
          `/vars/${key}`,
          `The variable ${JSON.stringify(
            key,
          )} can't be used as %name%: names begin with a letter or _, and go on with letters, digits, _, - and dots.`,
        );
      } else if (variable.kind === 'scalar') {
        const { source, offset } = variable;
        vars.set(key, { value: variable.value, source, offset });
      } else {
        reader.wrong(
          variable,
          `/vars/${key}`,
          `The variable ${key} must be text, a number, true, false or null. Lists and maps belong into an overlay.`,
        );
      }
    });
    const protect = fields.includes('protected')
      ? map.get('protected')
      : undefined;
    if (protect?.kind === 'scalar' && typeof protect.value === 'boolean') {
      isProtected = protect.value;
    } else if (protect) {
      reader.wrong(protect, '/protected', 'protected must be true or false.');
    }
  }
  return reader.failed ? undefined : { labels, vars, isProtected };
}
