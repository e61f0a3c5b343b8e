import { SignInPage, SignInProviderConfig } from '@backstage/core-components';
import {
  ConfigApi,
  githubAuthApiRef,
  IdentityApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { portalTranslationRef } from '../../translation';
import { oidcAuthApiRef } from './oidcAuthApi';
import { SignInLayout } from './SignInLayout';

/** Sign-in with the providers that the configuration names. */
export function ProviderSignIn(props: {
  config: ConfigApi;
  onSignInSuccess(identity: IdentityApi): void;
}) {
  const { config, onSignInSuccess } = props;
  const { t } = useTranslationRef(portalTranslationRef);
  const providers: SignInProviderConfig[] = [];
  if (config.has('auth.providers.oidc')) {
    providers.push({
      id: 'oidc-auth-provider',
      title: t('signIn.oidc'),
      message: t('signIn.oidcMessage'),
      apiRef: oidcAuthApiRef,
    });
  }
  if (config.has('auth.providers.github')) {
    providers.push({
      id: 'github-auth-provider',
      title: 'GitHub',
      message: t('signIn.github'),
      apiRef: githubAuthApiRef,
    });
  }

  if (providers.length === 0) {
    return (
      <SignInLayout>
        <Typography variant="h2" component="h1">
          {t('signIn.nothingTitle')}
        </Typography>
        <Typography>{t('signIn.nothing')}</Typography>
      </SignInLayout>
    );
  }
  return (
    <SignInPage
      title={t('signIn.title')}
      align="center"
      providers={providers}
      onSignInSuccess={onSignInSuccess}
    />
  );
}
