import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container, Header } from '@backstage/ui';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { tenancyTranslationRef } from '../../translation';
import { AccessQuestions } from '../Access/AccessQuestions';
import { mayAskWhy } from '../Access/mayAskWhy';
import { Notice } from '../presentation/Notice';
import { TenantLink } from '../Tenant/TenantLink';

/** Where admins of a tenant ask why one of its people cannot see a thing. */
export function AccessPage(props: { me: MeResponse }) {
  const { me } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  if (!mayAskWhy(me)) {
    return (
      <Container>
        <Notice
          title={t('access.notForYouTitle')}
          action={<TenantLink>{t('unknownTenant.back')}</TenantLink>}
        >
          <Typography>{t('access.notForYou')}</Typography>
        </Notice>
      </Container>
    );
  }
  return (
    <>
      <Header title={t('tenants.tabs.why')} />
      <AccessQuestions me={me} />
    </>
  );
}
