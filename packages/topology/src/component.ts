import { parsePointer } from './pointer';
import { SchemaNode, SchemaProblem } from './schemaNode';
import { compileValidator, Validator } from './validate';
import { JsonValue } from './value';

/**
 * What a component's configuration must look like. Where there is none, its lists
 * are atomic and nothing is checked.
 *
 * @public
 */
export interface ComponentDefinition {
  /** JSON Schema 2020-12; `x-merge` says how lists merge. */
  readonly schema?: JsonValue;
  /** JSON Pointer to a map or keyed list whose items are one resource each. */
  readonly instances?: string;
}

/** A component definition made ready for use. */
export interface Component {
  readonly name: string;
  readonly schema: SchemaNode | undefined;
  readonly validator: Validator | undefined;
  readonly instances: readonly string[] | undefined;
  /** Why the definition cannot be used. */
  readonly problem: string | undefined;
}

/** Compiling a schema takes long; definitions are few and used again and again. */
const compiled = new WeakMap<ComponentDefinition, Map<string, Component>>();

export function componentOf(
  name: string,
  definition: ComponentDefinition | undefined,
): Component {
  if (!definition) {
    return plainComponent(name);
  }
  let byName = compiled.get(definition);
  if (!byName) {
    byName = new Map();
    compiled.set(definition, byName);
  }
  let component = byName.get(name);
  if (!component) {
    component = compile(name, definition);
    byName.set(name, component);
  }
  return component;
}

function plainComponent(name: string, problem?: string): Component {
  return {
    name,
    schema: undefined,
    validator: undefined,
    instances: undefined,
    problem,
  };
}

function compile(name: string, definition: ComponentDefinition): Component {
  const { schema } = definition;
  const instances =
    definition.instances === undefined
      ? undefined
      : parsePointer(definition.instances);
  if (definition.instances !== undefined && !instances) {
    return plainComponent(
      name,
      `instances must be a JSON Pointer such as /databases, not ${definition.instances}.`,
    );
  }
  try {
    return {
      name,
      schema: schema === undefined ? undefined : SchemaNode.of(schema),
      validator: schema === undefined ? undefined : compileValidator(schema),
      instances,
      problem: undefined,
    };
  } catch (error) {
    if (error instanceof SchemaProblem) {
      return plainComponent(
        name,
        `The schema of ${name} cannot be used: ${error.message}`,
      );
    }
    throw error;
  }
}
