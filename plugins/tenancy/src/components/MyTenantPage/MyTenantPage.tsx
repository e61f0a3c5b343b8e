import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { tenancyTranslationRef } from '../../translation';
import { MyTenant } from './MyTenant';

/** My tenant with a page title, for apps without the new frontend system. */
export function MyTenantPage() {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} />
      <div>
        <MyTenant />
      </div>
    </Page>
  );
}
