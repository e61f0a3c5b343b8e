import { ComponentResult, Origin, originOf } from './componentResult';
import { Environment, Visible } from './environment';
import { keyOfItem } from './keyedList';
import { LeafResolution } from './leafResolution';
import { parsePointer } from './pointer';
import { Resolution } from './resolve';
import { JsonScalar, JsonValue, Value } from './value';
import { variablesIn } from './variables';

/** A variable or label that went into a value. @public */
export interface UsedVariable {
  readonly name: string;
  readonly value: JsonScalar;
  /** Where it was set; built-ins are set nowhere. */
  readonly origin: Origin | { readonly kind: 'built-in' };
}

/** A value of a document above that a deeper or more specific one overrode. @public */
export interface ShadowedValue {
  readonly value: JsonValue;
  readonly origin: Origin;
}

/** Why a value is what it is. @public */
export interface Explanation {
  readonly leaf: string;
  readonly component: string;
  readonly pointer: string;
  readonly value: JsonValue;
  /** What was written, if variables made something else of it. */
  readonly written: JsonValue | undefined;
  readonly origin: Origin;
  /** What was there before, the nearest first. */
  readonly shadowed: readonly ShadowedValue[];
  readonly variables: readonly UsedVariable[];
}

/**
 * Why a place cannot be explained.
 *
 * @public
 */
export class NothingThereError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NothingThereError';
  }
}

/**
 * Tells where a value of a leaf comes from: who set it, what that overrode, and which
 * variables went into it.
 *
 * @param pointer - JSON Pointer into the component's effective configuration; the
 *   empty string means all of it
 * @throws NothingThereError if there is no such leaf, component or value
 * @public
 */
export function explain(
  resolution: Resolution,
  leaf: string,
  component: string,
  pointer: string,
): Explanation {
  const at = resolution.leaf(leaf);
  if (!at) {
    throw new NothingThereError(
      `There is no leaf ${leaf}. See the tree for those there are.`,
    );
  }
  const root = resultAt(at, component).node;
  const segments = parsePointer(pointer);
  if (!segments || !root) {
    throw new NothingThereError(
      root
        ? `${pointer} is no JSON Pointer. Begin with a slash, as in /rules/0.`
        : `${component} has no value at ${leaf}.`,
    );
  }
  const selectors = selectorsTo(root, segments, pointer);
  const value = select(root, selectors);
  if (!value || !at.environment) {
    throw new NothingThereError(`There is nothing at ${pointer}.`);
  }
  const history = historyOf(at, component, selectors);
  const merged = history[0];
  const isOurs =
    merged?.source === value.source && merged.offset === value.offset;
  const written = isOurs ? merged.toJson() : undefined;
  return {
    leaf,
    component,
    pointer,
    value: value.toJson(),
    written:
      written !== undefined && written !== value.toJson() ? written : undefined,
    origin: originOf(value),
    shadowed: history.slice(isOurs ? 1 : 0).map(shadowed => ({
      value: shadowed.toJson(),
      origin: originOf(shadowed),
    })),
    variables: isOurs ? variablesOf(merged, at.environment) : [],
  };
}

function resultAt(leaf: LeafResolution, component: string): ComponentResult {
  const result = leaf.results.get(component);
  if (leaf.isBlocked || result?.blocked) {
    throw new NothingThereError(
      `${
        leaf.isBlocked ? leaf.path : component
      } is blocked by an error. See the findings.`,
    );
  }
  if (!result?.present) {
    const names = [...leaf.components.keys()].join(', ') || 'none';
    throw new NothingThereError(
      `There is no ${component} at ${leaf.path}. There is: ${names}.`,
    );
  }
  return result;
}

/**
 * One step of a pointer. Items of keyed lists are named by their keys, since their
 * index may have been another before a deeper document came.
 */
type Selector =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | {
      readonly kind: 'item';
      readonly keyedBy: readonly string[];
      readonly item: string | undefined;
      readonly index: number;
    };

function selectorsTo(
  root: Value,
  segments: readonly string[],
  pointer: string,
): Selector[] {
  const selectors: Selector[] = [];
  let at: Value | undefined = root;
  for (const segment of segments) {
    const selector = selectorOf(at, segment);
    at = selector && step(at, selector);
    if (!selector || !at) {
      throw new NothingThereError(
        `There is nothing at ${pointer}: ${segment} is not there.`,
      );
    }
    selectors.push(selector);
  }
  return selectors;
}

function selectorOf(at: Value, segment: string): Selector | undefined {
  if (at.kind === 'map') {
    return { kind: 'key', key: segment };
  }
  const index = Number(segment);
  if (at.kind !== 'list' || !/^[0-9]+$/.test(segment) || !at.items[index]) {
    return undefined;
  }
  return at.keyedBy
    ? {
        kind: 'item',
        keyedBy: at.keyedBy,
        item: keyOfItem(at.items[index], at.keyedBy),
        index,
      }
    : { kind: 'index', index };
}

function step(at: Value, selector: Selector): Value | undefined {
  if (selector.kind === 'key') {
    return at.kind === 'map' ? at.get(selector.key) : undefined;
  }
  if (at.kind !== 'list') {
    return undefined;
  }
  return selector.kind === 'index'
    ? at.items[selector.index]
    : at.items.find(
        item => keyOfItem(item, selector.keyedBy) === selector.item,
      );
}

function select(
  root: Value,
  selectors: readonly Selector[],
): Value | undefined {
  let at: Value | undefined = root;
  for (const selector of selectors) {
    at = at && step(at, selector);
  }
  return at;
}

/** The different values a place has had while documents merged, the last first. */
function historyOf(
  leaf: LeafResolution,
  component: string,
  selectors: readonly Selector[],
): Value[] {
  const history: Value[] = [];
  const { environment, layers } = leaf;
  const layer = layers.get(component);
  if (!environment || !layer) {
    return history;
  }
  for (
    let state = layer.stateAt(environment);
    state.before;
    state = state.before
  ) {
    for (const { value } of [...state.steps].reverse()) {
      const found = value && select(value, selectors);
      const last = history[history.length - 1];
      if (
        found &&
        !(last?.source === found.source && last.offset === found.offset)
      ) {
        history.push(found);
      }
    }
  }
  return history;
}

function variablesOf(value: Value, environment: Environment): UsedVariable[] {
  return variablesIn(value).flatMap(name => {
    const variable = environment.variable(name);
    return variable ? [{ name, ...usedVariable(variable) }] : [];
  });
}

function usedVariable(variable: Visible): Omit<UsedVariable, 'name'> {
  return variable.kind === 'built-in'
    ? { value: variable.value, origin: { kind: 'built-in' } }
    : {
        value: variable.value,
        origin: {
          kind: 'file',
          ...variable.source.place(variable.offset),
        },
      };
}
