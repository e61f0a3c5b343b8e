import { IdentityApi } from '@backstage/frontend-plugin-api';

const KEY = 'commonhold.persona';

/**
 * Which persona this browser tab is signed in as, so that a reload keeps it
 * and another tab can be somebody else.
 */
export const personaChoice = {
  read: (): string | undefined => sessionStorage.getItem(KEY) ?? undefined,
  remember: (personaId: string) => sessionStorage.setItem(KEY, personaId),
  forget: () => sessionStorage.removeItem(KEY),
};

/** The same identity; signing out of it leads back to the list of personas. */
export function forgettingOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      personaChoice.forget();
      await identity.signOut();
    },
  };
}
