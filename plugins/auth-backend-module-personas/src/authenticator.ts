import { AuthenticationError } from '@backstage/errors';
import {
  AuthResolverContext,
  createProxyAuthenticator,
} from '@backstage/plugin-auth-node';
import { Persona } from './personas';

/** The header in which the sign-in page names the chosen persona. */
export const PERSONA_HEADER = 'x-commonhold-persona';

export function createPersonaAuthenticator(personas: readonly Persona[]) {
  const byId = new Map(personas.map(persona => [persona.id, persona]));
  return createProxyAuthenticator({
    defaultProfileTransform: async (persona: Persona, context) => ({
      profile: { displayName: await nameOf(persona, context) },
    }),
    initialize: () => undefined,
    async authenticate({ req }) {
      const id = req.header(PERSONA_HEADER);
      const persona = id === undefined ? undefined : byId.get(id);
      if (!persona) {
        throw new AuthenticationError(
          id === undefined
            ? 'Choose a persona to sign in as'
            : `There is no persona "${id}"; known are ${[...byId.keys()].join(
                ', ',
              )}`,
        );
      }
      return { result: persona };
    },
  });
}

/** The name that the catalog has, or the role where there is none. */
async function nameOf(
  { userEntityRef, title }: Persona,
  context: AuthResolverContext,
): Promise<string> {
  const { entity } = await context.findCatalogUser({
    entityRef: userEntityRef,
  });
  const profile = entity.spec?.profile;
  return typeof profile === 'object' &&
    profile !== null &&
    'displayName' in profile &&
    typeof profile.displayName === 'string'
    ? profile.displayName
    : title;
}
