/** How much a finding matters: an error blocks what it touches. @public */
export type Severity = 'error' | 'warning';

/** What there is to know about one kind of finding. @public */
export interface FindingCodeDescription {
  readonly severity: Severity;
  /** One line for a list. */
  readonly title: string;
  readonly cause: string;
  /** A small file that has this finding. */
  readonly example: string;
  readonly remedy: string;
}

/**
 * Every code a finding can have. The reference in the documentation is checked
 * against this table.
 *
 * @public
 */
export const findingCodes = {
  YAML: {
    severity: 'error',
    title: 'The file cannot be read',
    cause:
      'The file is not valid YAML 1.2, or goes beyond what is allowed: duplicate keys, custom tags, keys that are not plain text, numbers that JSON does not know (.nan, .inf), aliases that unfold to more than 10,000 values, nesting deeper than 100, more than 1,000 documents or 1 MiB, or text that is not UTF-8.',
    example: 'threshold: 5\nthreshold: 7',
    remedy:
      'Mend the file at the line and column named. Until then its component is blocked beneath this node; for node.yaml, discovered.yaml and deployment.yaml everything beneath is.',
  },
  SYMLINK: {
    severity: 'error',
    title: 'A symbolic link',
    cause:
      'Symbolic links are refused: they could point outside the repository and would read differently from one machine to the next.',
    example: 'kafka.yaml -> ../shared/kafka.yaml',
    remedy:
      'Replace the link by a file. To share settings between nodes, move them up to a node that stands above all of them.',
  },
  DEPLOYMENT: {
    severity: 'error',
    title: 'deployment.yaml does not say what it must',
    cause:
      'deployment.yaml is missing, or one of its fields is missing or has a value that cannot be right.',
    example:
      'apiVersion: commonhold.io/v1alpha1\nkind: Deployment\nlevels: [environment]',
    remedy:
      'Write apiVersion, kind, application and levels as the reference shows. Until then everything is blocked.',
  },
  NODE: {
    severity: 'error',
    title: 'A node is described wrongly',
    cause:
      'A node.yaml, or an entry of discovered.yaml, has a field of the wrong kind: labels must be text, variables must be text, numbers, true, false or null, protected must be true or false.',
    example: 'labels: { tier: 1 }',
    remedy:
      'Mend the field; a label that looks like a number needs quotes. Until then everything beneath the node is blocked.',
  },
  UNKNOWN_FIELD: {
    severity: 'warning',
    title: 'A field nobody reads',
    cause:
      'deployment.yaml, node.yaml or discovered.yaml has a field that means nothing there, most often a slip of the pen.',
    example: 'lables: { tier: gold }',
    remedy: 'Correct the name, or remove the field.',
  },
  IGNORED_FILE: {
    severity: 'warning',
    title: 'A file that looks like an overlay and is not read',
    cause: 'Overlays end in .yaml; a file that ends in .yml is not read.',
    example: 'kafka.yml',
    remedy: 'Rename the file so that it ends in .yaml, or remove it.',
  },
  NODE_NAME: {
    severity: 'error',
    title: 'A directory name that no node can have',
    cause:
      'Names of nodes consist of lower-case letters, digits and dashes, begin and end with a letter or digit, and have at most 63 characters.',
    example: 'topology/Prod_EU/',
    remedy:
      'Rename the directory. Until then everything beneath it is blocked.',
  },
  TOO_DEEP: {
    severity: 'error',
    title: 'A node deeper than the levels',
    cause: 'The tree has more levels than deployment.yaml names.',
    example: 'levels: [environment]   # and a directory topology/prod/eu/',
    remedy:
      'Add a name to levels in deployment.yaml, or move the directory up. Until then everything beneath it is blocked.',
  },
  RESERVED: {
    severity: 'error',
    title: 'A reserved word where it means nothing',
    cause:
      'A key begins with $ and is none of $target, $replace, $delete and $final, or one of these stands where it cannot work or has a value it cannot have.',
    example: 'replicas: { $remove: true }',
    remedy:
      'Correct the word. For a plain key that begins with a dollar sign write two: $$ref is the key $ref.',
  },
  AMBIGUOUS: {
    severity: 'error',
    title: 'Two equally specific documents disagree',
    cause:
      'Two documents of one node, both without $target, both with globs or both exact, apply to the same leaf and set the same place to different values. File order never decides.',
    example:
      '$target: { region: eu }\nreplicas: 2\n---\n$target: { tier: gold }\nreplicas: 3',
    remedy:
      'Make one of them more specific, merge them into one document, or move one to a deeper node.',
  },
  TYPE_CONFLICT: {
    severity: 'error',
    title: 'A map, a list or a scalar over something else',
    cause:
      'A deeper document puts a map, a list or a scalar (null is one) where there was another of the three, which is mostly a mistake.',
    example:
      'retention: { hours: 24 }   # at the root\nretention: 24                # deeper',
    remedy:
      'Give the value the same shape as before, or say that you mean it: retention: { $replace: 24 }.',
  },
  DUPLICATE_KEY: {
    severity: 'error',
    title: 'Two items of one list with the same keys',
    cause:
      'The items of this list are told apart by their keys, and two of them in the same list have equal ones.',
    example: 'topics:\n  - { name: orders }\n  - { name: orders }',
    remedy: 'Remove one of the items, or give it another name.',
  },
  MISSING_KEY: {
    severity: 'error',
    title: 'An item of a keyed list without its keys',
    cause:
      'The items of this list are told apart by their keys, and this item has not all of them, or is no map.',
    example: 'topics:\n  - { partitions: 12 }',
    remedy: 'Give the item its keys, as text, number, true, false or null.',
  },
  DELETE_NOTHING: {
    severity: 'warning',
    title: 'A deletion of what is not there',
    cause:
      '$delete names something that no document above this one has set, at least for one leaf.',
    example: 'kafka: { $delete: true }   # and no kafka above',
    remedy: 'Remove the deletion, or correct the name.',
  },
  FINAL: {
    severity: 'error',
    title: 'A change of what is final',
    cause:
      'A node above has marked this place with $final, which forbids deeper nodes to change it.',
    example:
      '$final: [retention]   # at prod\nretention: 1          # at prod/eu',
    remedy:
      'Remove the change, or ask whoever looks after the node above to lift $final.',
  },
  UNKNOWN_VARIABLE: {
    severity: 'error',
    title: 'A variable that does not exist at a leaf',
    cause:
      'A value has %name% in it, and no variable, label or built-in of that name is visible at the leaf.',
    example: 'host: "%cluster%.example.com"   # and no variable cluster',
    remedy:
      'Define the variable in the node.yaml of the leaf or of a node above it, correct the name, or write %% for a percent sign.',
  },
  PRECISION: {
    severity: 'warning',
    title: 'A whole number too large to be kept exactly',
    cause:
      'JSON numbers are exact up to 9007199254740991 only; this one would be changed silently.',
    example: 'retentionBytes: 9223372036854775807',
    remedy: 'Put the number in quotes, or use a smaller one.',
  },
  SCHEMA: {
    severity: 'error',
    title: "A value the component's schema does not allow",
    cause:
      "After merging, variables and defaults, the configuration does not satisfy the component's JSON Schema.",
    example: 'partitions: many   # the schema wants a whole number',
    remedy: 'Change the value at the place named to what the message asks for.',
  },
  SCHEMA_INVALID: {
    severity: 'error',
    title: 'A schema that cannot be used',
    cause:
      "The component's schema is no valid JSON Schema (2020-12), refers to something outside itself, or has an x-merge that means nothing.",
    example: '{ "type": "array", "x-merge": "append" }',
    remedy:
      'Mend the schema. x-merge is "atomic", "set" or { "keys": [...] }. Until then the component is blocked everywhere.',
  },
  INSTANCES: {
    severity: 'error',
    title: 'Instances that cannot be told apart',
    cause:
      'The component says where its instances are, and there is neither a map nor a list with x-merge keys at that place.',
    example: 'databases: [ledger, audit]',
    remedy:
      'Write the instances as a map, or as a list whose schema has x-merge with keys.',
  },
} as const satisfies Record<string, FindingCodeDescription>;

/** The code of a finding. @public */
export type FindingCode = keyof typeof findingCodes;
