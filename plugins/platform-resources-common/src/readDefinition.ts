import { JsonObject } from '@backstage/types';
import Ajv2020, { ErrorObject } from 'ajv/dist/2020';
import { DefinitionProblem, PlatformDefinition } from './definition';
import { definitionSchema } from './definitionSchema';

/** Keywords of ours, and of forms, are for others to read. */
const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
const validate = ajv.compile<PlatformDefinition>(definitionSchema);

/** What the patterns above mean, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  '/overlay':
    'must be the name of overlay files without ".yaml": lower-case letters, digits and hyphens, and not node, discovered or deployment',
  '/provider': 'must be the type of an installed provider, such as postgresql',
  '/instances': 'must be a JSON Pointer, such as /databases',
  '/approval/by':
    'must be owner, tenant-admin or a group such as group:platform/data',
  '/deletion/retain': 'must be an ISO 8601 duration, such as P7D',
};

/**
 * Checks `spec.platform` of a component.
 *
 * @param value - with its schema read, not as a `$ref` to a file
 * @returns the definition, or every problem at its place
 * @public
 */
export function readDefinition(
  value: unknown,
):
  | { readonly definition: PlatformDefinition; readonly problems: [] }
  | { readonly problems: readonly DefinitionProblem[] } {
  if (!validate(value)) {
    return { problems: unique((validate.errors ?? []).map(toProblem)) };
  }
  const problems: DefinitionProblem[] = [
    ...schemaProblems('/schema', value.schema),
    ...(value.actions ?? []).flatMap((action, i) =>
      'edit' in action
        ? schemaProblems(`/actions/${i}/edit/schema`, action.edit.schema)
        : schemaProblems(`/actions/${i}/run/schema`, action.run.schema),
    ),
  ];
  const ids = (value.actions ?? []).map(({ id }) => id);
  ids.forEach((id, i) => {
    if (ids.indexOf(id) !== i) {
      problems.push({
        pointer: `/actions/${i}/id`,
        message: `there already is an action "${id}"`,
      });
    }
  });
  return problems.length > 0
    ? { problems }
    : { definition: value, problems: [] };
}

function schemaProblems(pointer: string, schema: unknown): DefinitionProblem[] {
  if (schema === undefined || typeof schema === 'boolean') {
    return [];
  }
  try {
    // A compiler of its own: two components may use the same $id.
    new Ajv2020({
      strict: false,
      logger: false,
      validateFormats: false,
    }).compile(schema as JsonObject);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ pointer, message: `is no JSON Schema 2020-12: ${reason}` }];
  }
}

function toProblem(error: ErrorObject): DefinitionProblem {
  const pointer = error.instancePath;
  const expected = EXPECTED[pointer];
  switch (error.keyword) {
    case 'required':
      return {
        pointer: `${pointer}/${error.params.missingProperty}`,
        message: 'is missing: add it',
      };
    case 'additionalProperties':
      return {
        pointer: `${pointer}/${error.params.additionalProperty}`,
        message: 'is not known here: remove it, or mend its name',
      };
    case 'enum':
      return {
        pointer,
        message:
          expected ??
          `must be one of ${(error.params.allowedValues as unknown[]).join(
            ', ',
          )}`,
      };
    case 'oneOf':
      return {
        pointer,
        message: 'must have either edit (a change) or run (a provider action)',
      };
    default:
      return {
        pointer,
        message: expected ?? error.message ?? 'is not valid',
      };
  }
}

/** Several keywords may complain about one place; the first says enough. */
function unique(problems: readonly DefinitionProblem[]): DefinitionProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ pointer }) => {
    const known = seen.has(pointer);
    seen.add(pointer);
    return !known;
  });
}
