import { createHash } from 'node:crypto';
import { JsonObject, JsonValue } from '@backstage/types';
import {
  DesiredResource,
  PermanentProviderError,
} from '@commonhold/plugin-platform-resources-node';
import { Liquid } from 'liquidjs';
import { parseAllDocuments, stringify } from 'yaml';

const RESOURCE = 'commonhold.io/resource';
const TAG = 'tags.commonhold.io/';
const HEADER = '# commonhold: ';

/** Limits for one template: milliseconds to render, characters to parse, objects to make. */
const LIMITS = { renderLimit: 1_000, parseLimit: 1e6, memoryLimit: 1e7 };

/**
 * Every output is written as JSON, which is YAML too: no value of a tenant can
 * become another key or document. Templates see the file system as empty.
 */
const liquid = new Liquid({
  outputEscape: 'json',
  ownPropertyOnly: true,
  strictFilters: true,
  strictVariables: true,
  lenientIf: true,
  templates: {},
  ...LIMITS,
});

/** What a file of manifests says. */
export type Manifests = {
  readonly documents: readonly JsonObject[];
  readonly tags: Readonly<Record<string, string>>;
  /** A hash over the documents; it does not change with the way YAML is written. */
  readonly version: string;
  /** Highest fence of a worker that wrote the file. */
  readonly fence: number;
};

/**
 * Renders the template of a component's definition, and marks each manifest with
 * its resource and tags.
 *
 * @throws PermanentProviderError that says what is wrong with the template
 */
export function renderManifests(desired: DesiredResource): Manifests {
  const { target, spec, tags } = desired;
  const { template } = target.providerConfig;
  if (typeof template !== 'string') {
    throw templateError(target.component, 'it has none');
  }
  const { providerConfig: _, ...resource } = target;
  let rendered: string;
  try {
    rendered = liquid.parseAndRenderSync(template, { spec, tags, resource });
  } catch (error) {
    throw templateError(target.component, String(error), error);
  }
  const documents = parseDocuments(rendered, problem => {
    throw templateError(target.component, problem);
  });
  if (documents.length === 0) {
    throw templateError(target.component, 'it makes no manifest');
  }
  return manifests(
    documents.map(document => marked(document, target.ref, tags)),
    0,
  );
}

/** @returns what is there, even if somebody broke it: then it differs from all that is wanted */
export function readManifests(text: string): Manifests {
  let broken = false;
  const documents = parseDocuments(text, () => {
    broken = true;
  });
  const header = text.split('\n').find(line => line.startsWith(HEADER));
  const fence = Number(header?.slice(HEADER.length) ?? 0);
  return manifests(
    broken ? [{ unreadable: text }] : documents,
    Number.isSafeInteger(fence) ? fence : 0,
  );
}

export function writeManifests(
  documents: readonly JsonObject[],
  options: { readonly ref: string; readonly fence: number },
): string {
  return [
    `# Manifests of ${options.ref}. Edit its deployment repository: changes made here are drift.\n`,
    `${HEADER}${options.fence}\n`,
    documents
      .map(document =>
        stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }),
      )
      .join('---\n'),
  ].join('');
}

function manifests(documents: readonly JsonObject[], fence: number): Manifests {
  return {
    documents,
    tags: tagsOf(documents[0]),
    version: createHash('sha256')
      .update(JSON.stringify(documents.map(sorted)))
      .digest('hex'),
    fence,
  };
}

function parseDocuments(
  text: string,
  onProblem: (problem: string) => void,
): JsonObject[] {
  return [...parseAllDocuments(text)].flatMap(document => {
    const [problem] = document.errors;
    if (problem) {
      onProblem(problem.message);
      return [];
    }
    const value: JsonValue = document.toJS();
    if (value === null || value === undefined) {
      return [];
    }
    if (!isMap(value)) {
      onProblem('a manifest has to be a map');
      return [];
    }
    return [value];
  });
}

function marked(
  document: JsonObject,
  ref: string,
  tags: Readonly<Record<string, string>>,
): JsonObject {
  const metadata = isMap(document.metadata) ? document.metadata : {};
  const annotations = isMap(metadata.annotations) ? metadata.annotations : {};
  return {
    ...document,
    metadata: {
      ...metadata,
      annotations: {
        ...annotations,
        [RESOURCE]: ref,
        ...Object.fromEntries(
          Object.entries(tags).map(([name, value]) => [`${TAG}${name}`, value]),
        ),
      },
    },
  };
}

function tagsOf(document: JsonObject | undefined): Record<string, string> {
  const metadata =
    document && isMap(document.metadata) ? document.metadata : {};
  const annotations = isMap(metadata.annotations) ? metadata.annotations : {};
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([name, value]) =>
      name.startsWith(TAG) && typeof value === 'string'
        ? [[name.slice(TAG.length), value]]
        : [],
    ),
  );
}

function sorted(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map(item => sorted(item) ?? null);
  }
  return isMap(value)
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map(key => [key, sorted(value[key])]),
      )
    : value;
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function templateError(component: string, problem: string, cause?: unknown) {
  return new PermanentProviderError(
    `The template of ${component} cannot be used: ${problem}`,
    {
      nextStep:
        'Ask the owner of the component to correct spec.platform.providerConfig.template.',
      cause,
    },
  );
}
