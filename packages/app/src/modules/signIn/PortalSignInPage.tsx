import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { PersonaSignIn } from './PersonaSignIn';
import { readPersonas } from './personas';
import { ProviderSignIn } from './ProviderSignIn';

/** Personas where they are configured, otherwise the company's own sign-in. */
export function PortalSignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const personas = readPersonas(config);
  return personas.length > 0 ? (
    <PersonaSignIn personas={personas} onSignInSuccess={onSignInSuccess} />
  ) : (
    <ProviderSignIn config={config} onSignInSuccess={onSignInSuccess} />
  );
}
