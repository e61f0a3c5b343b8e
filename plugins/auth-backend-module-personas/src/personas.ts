import { RootConfigService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

/** Somebody whom one can sign in as without a password. */
export type Persona = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Full ref of a user in the catalog. */
  readonly userEntityRef: string;
};

/** @throws Error that names the place in the configuration */
export function readPersonas(config: RootConfigService): Persona[] {
  const personas = config
    .getConfigArray('auth.providers.personas.personas')
    .map(persona => ({
      id: persona.getString('id'),
      title: persona.getString('title'),
      description: persona.getString('description'),
      userEntityRef: stringifyEntityRef(
        parseEntityRef(persona.getString('userEntityRef'), {
          defaultKind: 'user',
        }),
      ),
    }));
  const ids = personas.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new Error(
      `auth.providers.personas.personas has two personas with the id "${twice}"`,
    );
  }
  return personas;
}
