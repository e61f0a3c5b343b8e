import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  PLATFORM_COMPONENT_TYPE,
  readDefinition,
} from '@commonhold/plugin-platform-resources-common';
import jsonata from 'jsonata';
import { SchemaReader } from './SchemaReader';

/**
 * Refuses components whose `spec.platform` cannot work, with a message at its path,
 * and puts the schema that it names by `$ref` in its place.
 */
export class PlatformComponentProcessor implements CatalogProcessor {
  constructor(private readonly schemas: SchemaReader) {}

  getProcessorName(): string {
    return 'PlatformComponentProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
  ): Promise<Entity> {
    const platform = entity.spec?.platform;
    if (entity.kind !== 'Component' || platform === undefined) {
      return entity;
    }
    const refuse = (pointer: string, message: string): never => {
      throw new InputError(
        `${stringifyEntityRef(entity)} is refused: ${pointer} ${message}`,
      );
    };
    if (entity.spec?.type !== PLATFORM_COMPONENT_TYPE) {
      refuse(
        '/spec/type',
        `must be ${PLATFORM_COMPONENT_TYPE} for a component with spec.platform`,
      );
    }
    if (!isObject(platform)) {
      return refuse('/spec/platform', 'must be a map');
    }
    const complete = { ...platform };
    const ref = fileRefOf(platform.schema);
    if (ref !== undefined) {
      try {
        complete.schema = (await this.schemas.read(ref, location)) as JsonValue;
      } catch (error) {
        refuse(
          '/spec/platform/schema/$ref',
          error instanceof Error ? error.message : String(error),
        );
      }
    }
    const { problems } = readDefinition(complete);
    if (problems.length > 0) {
      throw new InputError(
        `${stringifyEntityRef(entity)} is refused: ${problems
          .map(({ pointer, message }) => `/spec/platform${pointer} ${message}`)
          .join('; ')}`,
      );
    }
    if (typeof complete.cost === 'string') {
      try {
        jsonata(complete.cost);
      } catch (error) {
        refuse(
          '/spec/platform/cost',
          `is no JSONata expression: ${messageOf(error)}`,
        );
      }
    }
    return { ...entity, spec: { ...entity.spec, platform: complete } };
  }
}

/** A `$ref` into the schema itself begins with `#`. */
function fileRefOf(schema: JsonValue | undefined): string | undefined {
  return isObject(schema) &&
    typeof schema.$ref === 'string' &&
    !schema.$ref.startsWith('#')
    ? schema.$ref
    : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSONata throws plain objects. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}
