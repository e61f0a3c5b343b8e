import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { tenancyTranslationRef } from '../../translation';
import { Tenants } from './Tenants';

/** Tenants with a page title, for apps without the new frontend system. */
export function TenantsPage() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('tenants.title')} />
      <div>
        <Tenants />
      </div>
    </Page>
  );
}
