import { parseEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';

/** A person to try the portal as. */
export type Persona = {
  readonly id: string;
  /** As on the badge of a colleague: "Amelia Hart". */
  readonly name: string;
  /** Such as "Payments developer". */
  readonly role: string;
  readonly description: string;
  readonly group: string | undefined;
};

export type PersonaGroup = {
  /** Absent where no groups are configured. */
  readonly title: string | undefined;
  readonly personas: readonly Persona[];
};

/** The personas of the configuration; none in a portal with real sign-in. */
export function readPersonas(config: Config): Persona[] {
  const personas =
    config.getOptionalConfigArray('auth.providers.personas.personas') ?? [];
  return personas.map(persona => ({
    id: persona.getString('id'),
    name: nameOf(persona.getString('userEntityRef')),
    role: persona.getString('title'),
    description: persona.getString('description'),
    group: persona.getOptionalString('group'),
  }));
}

/** `user:default/amelia.hart` becomes `Amelia Hart`. */
function nameOf(userEntityRef: string): string {
  return parseEntityRef(userEntityRef, { defaultKind: 'user' })
    .name.split(/[._-]/)
    .filter(Boolean)
    .map(word => word.charAt(0).toLocaleUpperCase() + word.slice(1))
    .join(' ');
}

/** Groups in the order in which they first appear. */
export function groupPersonas(personas: readonly Persona[]): PersonaGroup[] {
  const groups = new Map<string | undefined, Persona[]>();
  for (const persona of personas) {
    const group = groups.get(persona.group);
    if (group) {
      group.push(persona);
    } else {
      groups.set(persona.group, [persona]);
    }
  }
  return [...groups].map(([title, members]) => ({ title, personas: members }));
}
