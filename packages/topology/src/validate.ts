import Ajv2020, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { Raise } from './raise';
import { below, parsePointer, Path } from './pointer';
import { SchemaProblem } from './schemaNode';
import { SCHEMA_DEFAULT } from './source';
import { JsonValue, Value } from './value';

/** Checks a value against a schema, and tells what is wrong with it. */
export type Validator = (value: Value, raise: Raise) => void;

/**
 * Makes a validator of a JSON Schema 2020-12. `format` is an annotation, as the
 * standard has it by default.
 *
 * @throws SchemaProblem if the schema is none
 */
export function compileValidator(schema: JsonValue): Validator {
  if (typeof schema !== 'boolean' && !isSchemaObject(schema)) {
    throw new SchemaProblem('A schema is a map, or true or false.');
  }
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    validateFormats: false,
    logger: false,
  });
  let validate: ValidateFunction;
  try {
    validate = ajv.compile(schema);
  } catch (error) {
    throw new SchemaProblem(
      error instanceof Error ? error.message : `${error}`,
    );
  }
  return (value, raise) => {
    if (!validate(value.toJson())) {
      for (const error of withoutEchoes(validate.errors ?? [])) {
        raiseError(error, value, raise);
      }
    }
  };
}

function isSchemaObject(
  schema: JsonValue,
): schema is { readonly [key: string]: JsonValue } {
  return (
    typeof schema === 'object' && schema !== null && !Array.isArray(schema)
  );
}

/** Keywords that only say that one of their subschemas has failed. */
const ECHOES = new Set(['if', 'allOf', 'propertyNames']);
const CHOICES = new Set(['anyOf', 'oneOf']);

/**
 * Leaves out what repeats another error: for a choice, what each of its branches
 * would have wanted; for a condition, that it was not met.
 */
function withoutEchoes(errors: readonly ErrorObject[]): ErrorObject[] {
  const choices = errors
    .filter(({ keyword }) => CHOICES.has(keyword))
    .map(({ schemaPath }) => `${schemaPath}/`);
  const left = errors.filter(
    error =>
      !ECHOES.has(error.keyword) &&
      !choices.some(choice => error.schemaPath.startsWith(choice)),
  );
  return left.length > 0 ? left : [...errors];
}

function raiseError(error: ErrorObject, root: Value, raise: Raise): void {
  const extra = extraProperty(error);
  const segments = parsePointer(error.instancePath) ?? [];
  const { at, path } = find(
    root,
    extra === undefined ? segments : [...segments, extra],
  );
  raise(
    'SCHEMA',
    messageOf(error),
    at,
    path,
    JSON.stringify([error.keyword, error.params]),
  );
}

function extraProperty(error: ErrorObject): string | undefined {
  const name: unknown =
    error.params.additionalProperty ??
    error.params.unevaluatedProperty ??
    (error.keyword === 'propertyNames'
      ? error.params.propertyName
      : undefined) ??
    error.propertyName;
  return typeof name === 'string' ? name : undefined;
}

/** The value to point at: what is there, or the nearest above that a file set. */
function find(
  root: Value,
  segments: readonly string[],
): { at: Value; path: Path | undefined } {
  let value = root;
  let at = root;
  let path: Path | undefined;
  for (const segment of segments) {
    const index = Number(segment);
    const next =
      value.kind === 'map'
        ? value.get(segment)
        : value.kind === 'list' && value.items[index];
    if (!next) {
      break;
    }
    path = below(path, value.kind === 'list' ? index : segment);
    value = next;
    if (value.source !== SCHEMA_DEFAULT) {
      at = value;
    }
  }
  return { at, path };
}

function messageOf({
  keyword,
  params,
  message,
  instancePath,
  propertyName,
}: ErrorObject): string {
  const where = instancePath === '' ? 'The configuration' : instancePath;
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return `${where} lacks ${params.missingProperty}. Add it.`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `${where} has no setting ${
        params.additionalProperty ?? params.unevaluatedProperty
      }. Remove it, or correct the name.`;
    case 'enum':
      return `${where} must be one of ${listed(params.allowedValues)}.`;
    case 'const':
      return `${where} must be ${JSON.stringify(params.allowedValue)}.`;
    case 'type':
      return `${where} must be of type ${[params.type].flat().join(' or ')}.`;
    case 'anyOf':
    case 'oneOf':
      return `${where} fits none of the forms (or more than one) that its schema allows. See the component's documentation for these.`;
    default:
      return propertyName === undefined
        ? `${where} ${message ?? 'is not allowed'}.`
        : `${where} has a key ${JSON.stringify(propertyName)}, which ${
            message ?? 'is not allowed'
          }.`;
  }
}

function listed(values: unknown): string {
  return Array.isArray(values)
    ? values.map(value => JSON.stringify(value)).join(', ')
    : String(values);
}
