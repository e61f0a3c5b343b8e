import { ComponentDefinition, JsonValue } from '@commonhold/topology';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { UsageError } from './usage';

/**
 * Reads the schemas of components, one `NAME.json` each. A schema may say where the
 * component's instances are with `x-instances`, a JSON Pointer.
 *
 * @throws UsageError if the directory or a schema cannot be read
 */
export function readSchemas(
  directory: string | undefined,
): Map<string, ComponentDefinition> {
  const components = new Map<string, ComponentDefinition>();
  if (directory === undefined) {
    return components;
  }
  for (const file of namesIn(directory)) {
    if (file.endsWith('.json')) {
      const schema = readJson(join(directory, file));
      components.set(file.slice(0, -'.json'.length), {
        schema,
        instances: instancesOf(schema),
      });
    }
  }
  return components;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    throw new UsageError(
      `There is no directory ${directory} with schemas. --schemas names one that has a NAME.json for each component.`,
    );
  }
}

function readJson(file: string): JsonValue {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${file} is no JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function instancesOf(schema: JsonValue): string | undefined {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) {
    return undefined;
  }
  const pointer = Object.entries(schema).find(
    ([key]) => key === 'x-instances',
  )?.[1];
  return typeof pointer === 'string' ? pointer : undefined;
}
