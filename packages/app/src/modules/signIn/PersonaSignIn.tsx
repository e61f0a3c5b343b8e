import { ProxiedSignInPage } from '@backstage/core-components';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { forgettingOnSignOut, personaChoice } from './personaChoice';
import { PersonaList } from './PersonaList';
import { Persona } from './personas';
import { SignInFailure } from './SignInFailure';
import { SignInLayout } from './SignInLayout';

/** Signs in as the chosen persona, or as the one chosen before a reload. */
export function PersonaSignIn(props: {
  personas: readonly Persona[];
  onSignInSuccess(identity: IdentityApi): void;
}) {
  const { personas, onSignInSuccess } = props;
  const [chosen, setChosen] = useState(() =>
    personas.find(({ id }) => id === personaChoice.read()),
  );
  const chooseAgain = useCallback(() => {
    personaChoice.forget();
    setChosen(undefined);
  }, []);
  return (
    <SignInLayout>
      {chosen ? (
        <SigningIn
          persona={chosen}
          onChooseAgain={chooseAgain}
          onSignInSuccess={onSignInSuccess}
        />
      ) : (
        <PersonaList personas={personas} onChoose={setChosen} />
      )}
    </SignInLayout>
  );
}

function SigningIn(props: {
  persona: Persona;
  onChooseAgain(): void;
  onSignInSuccess(identity: IdentityApi): void;
}) {
  const { persona, onChooseAgain, onSignInSuccess } = props;
  const [attempt, setAttempt] = useState(1);
  const Failure = useCallback(
    ({ error }: { error?: Error }) => (
      <SignInFailure
        error={error}
        name={persona.name}
        onRetry={() => setAttempt(number => number + 1)}
        onChooseAgain={onChooseAgain}
      />
    ),
    [persona, onChooseAgain],
  );
  return (
    <div aria-live="polite">
      <ProxiedSignInPage
        key={attempt}
        provider="personas"
        headers={{ 'x-commonhold-persona': persona.id }}
        ErrorComponent={Failure}
        onSignInSuccess={identity => {
          personaChoice.remember(persona.id);
          onSignInSuccess(forgettingOnSignOut(identity));
        }}
      />
    </div>
  );
}
