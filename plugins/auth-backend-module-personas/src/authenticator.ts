import { AuthenticationError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { Persona } from './personas';

/** The header in which the sign-in page names the chosen persona. */
export const PERSONA_HEADER = 'x-commonhold-persona';

export function createPersonaAuthenticator(personas: readonly Persona[]) {
  const byId = new Map(personas.map(persona => [persona.id, persona]));
  return createProxyAuthenticator({
    defaultProfileTransform: async (persona: Persona) => ({
      profile: { displayName: persona.title },
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
