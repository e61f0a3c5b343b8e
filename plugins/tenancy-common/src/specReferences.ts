/**
 * Fields of `spec` that name other entities, with the kind that a ref without
 * one means: those of the kinds that come with Backstage.
 */
const SPEC_REFERENCES: Readonly<Record<string, string>> = {
  owner: 'group',
  system: 'system',
  domain: 'domain',
  subcomponentof: 'component',
  subdomainof: 'domain',
  parent: 'group',
  children: 'group',
  members: 'user',
  memberof: 'group',
  dependson: 'component',
  dependencyof: 'component',
  providesapis: 'api',
  consumesapis: 'api',
};

/**
 * @returns the kind that a short ref in this field of `spec` means, if the
 *   field names other entities
 * @public
 */
export function defaultKindOf(field: string): string | undefined {
  const name = field.toLocaleLowerCase('en-US');
  return Object.hasOwn(SPEC_REFERENCES, name)
    ? SPEC_REFERENCES[name]
    : undefined;
}
