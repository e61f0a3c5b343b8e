import { Words } from './Words';

/** As written in YAML. */
export type EstateEntity = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
  } & Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
};

export type Description = {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly namespace: string;
  /** Left out, the name is a secret too. */
  readonly name?: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Probers who may see it, if not its owner alone. */
  readonly visibleTo?: readonly string[];
};

/** An entity whose every text is a word of its own, so that a leak tells which field it came from. */
export function describeEntity(
  words: Words,
  description: Description,
): EstateEntity {
  const { kind, namespace, spec, visibleTo } = description;
  const thing = `a ${kind} in ${namespace}`;
  const name = description.name ?? words.word(`name of ${thing}`, visibleTo);
  const about = `${kind.toLowerCase()}:${namespace}/${name}`;
  const text = (field: string) => words.word(`${field} of ${about}`, visibleTo);
  return {
    apiVersion: description.apiVersion ?? 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace,
      title: `Title ${text('title')}`,
      description: `What ${text('description')} stands for`,
      labels: { purpose: text('label') },
      tags: [text('tag')],
      annotations: {
        'audit.example/note': text('annotation'),
        ...description.annotations,
      },
      links: [
        {
          url: `https://links.example/${text('link')}`,
          title: `See ${text('title of a link')}`,
        },
      ],
    },
    spec,
  };
}

export function refOf({ kind, metadata }: EstateEntity): string {
  return `${kind.toLowerCase()}:${metadata.namespace}/${metadata.name}`;
}

/** The secret in an entity's title, which every search engine finds it by. */
export function titleWordOf({ metadata }: EstateEntity): string {
  return String(metadata.title).replace('Title ', '');
}

/** JSON is YAML, and needs no care with indentation. */
export function yamlOf(entities: readonly EstateEntity[]): string {
  return entities.map(entity => JSON.stringify(entity)).join('\n---\n');
}
