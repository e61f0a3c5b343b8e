import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { featureRequestsTranslationRef } from '../translation';
import { FeatureRequests } from './FeatureRequests';

/** The board with a page title, for apps without the new frontend system. */
export function FeatureRequestsPage() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} />
      <div>
        <FeatureRequests />
      </div>
    </Page>
  );
}
