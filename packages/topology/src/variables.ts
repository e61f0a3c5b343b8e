import { Environment } from './environment';
import { describeKeys, keyOfItem } from './keyedList';
import { Raise } from './raise';
import { VARIABLE_NAME } from './parse/nodeFile';
import { below, Path } from './pointer';
import {
  flagsOfList,
  flagsOfMap,
  HAS_PERCENT,
  JsonScalar,
  ListOf,
  MapOf,
  Scalar,
  Value,
} from './value';

const REFERENCE = new RegExp(`%%|%(${VARIABLE_NAME})%`, 'g');
const WHOLE = new RegExp(`^%(${VARIABLE_NAME})%$`);

/** The names of the variables that a text refers to. */
function variablesInText(text: string): string[] {
  const names: string[] = [];
  for (const [, name] of text.matchAll(REFERENCE)) {
    if (name !== undefined) {
      names.push(name);
    }
  }
  return names;
}

/** The names of all variables that a value refers to, sorted. */
export function variablesIn(value: Value): string[] {
  const names = new Set<string>();
  const visit = (at: Value): void => {
    if ((at.flags & HAS_PERCENT) === 0) {
      return;
    }
    if (at.kind === 'scalar') {
      variablesInText(String(at.value)).forEach(name => names.add(name));
    } else {
      (at.kind === 'map' ? at.values : at.items).forEach(visit);
    }
  };
  visit(value);
  return [...names].sort();
}

/**
 * Puts variables into the text of a value, in one pass: what a variable holds is
 * not looked at again. A text that is one reference alone takes the variable's type.
 */
export function substitute(
  value: Value,
  environment: Environment,
  raise: Raise,
  path?: Path,
): Value {
  if ((value.flags & HAS_PERCENT) === 0) {
    return value;
  }
  if (value.kind === 'scalar') {
    return substituteText(value, environment, raise, path);
  }
  if (value.kind === 'map') {
    const values = value.values.map((child, i) =>
      substitute(child, environment, raise, below(path, value.keys[i])),
    );
    const flags = flagsOfMap(value.keys, values, value.finals);
    const { keys, source, offset, finals } = value;
    return new MapOf(keys, values, source, offset, flags, finals);
  }
  const items = value.items.map((item, i) =>
    substitute(item, environment, raise, below(path, i)),
  );
  if (value.keyedBy) {
    refuseEqualKeys(items, value.keyedBy, raise, path);
  }
  const { source, offset, keyedBy } = value;
  return new ListOf(items, source, offset, flagsOfList(items), keyedBy);
}

function substituteText(
  value: Scalar,
  environment: Environment,
  raise: Raise,
  path: Path | undefined,
): Scalar {
  const text = String(value.value);
  const lookUp = (name: string): JsonScalar => {
    const variable = environment.variable(name);
    if (!variable) {
      raise(
        'UNKNOWN_VARIABLE',
        `There is no variable or label ${name} at this leaf. Define it under vars in a node.yaml there or above, correct the name, or write %%${name}%% for the plain text.`,
        value,
        path,
        name,
      );
      return `%${name}%`;
    }
    return variable.value;
  };
  const whole = WHOLE.exec(text);
  const result = whole
    ? lookUp(whole[1])
    : text.replace(REFERENCE, (_, name: string | undefined) =>
        name === undefined ? '%' : String(lookUp(name)),
      );
  return new Scalar(result, value.source, value.offset);
}

/** Items that were different before may have equal keys after. */
function refuseEqualKeys(
  items: readonly Value[],
  keys: readonly string[],
  raise: Raise,
  path: Path | undefined,
): void {
  const seen = new Set<string>();
  items.forEach((item, i) => {
    const key = keyOfItem(item, keys);
    if (key !== undefined && seen.has(key)) {
      raise(
        'DUPLICATE_KEY',
        `With its variables filled in, there already is an item with ${describeKeys(
          keys,
          item,
        )} in this list. Rename one of the two.`,
        item,
        below(path, i),
      );
    }
    seen.add(key ?? '');
  });
}
