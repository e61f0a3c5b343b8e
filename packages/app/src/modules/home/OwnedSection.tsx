import { Link } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { portalTranslationRef } from '../../translation';
import { EntityRows } from './EntityRows';
import { ownedByAny } from './homeEntities';
import { HomeSection } from './HomeSection';

/** What the visitor's teams look after. */
export function OwnedSection(props: { ownerRefs: string[] }) {
  const { ownerRefs } = props;
  const { t } = useTranslationRef(portalTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const owned = useAsyncRetry(
    () => ownedByAny(catalogApi, ownerRefs, 8),
    [catalogApi, ownerRefs],
  );
  return (
    <HomeSection
      title={t('owned.title')}
      loading={owned}
      isEmpty={({ totalItems }) => totalItems === 0}
      seeAll="/catalog?filters[user]=owned"
      empty={
        <>
          <Typography>{t('owned.emptyTitle')}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t('owned.empty')}
          </Typography>
          <Link to="/catalog?filters[user]=all">{t('owned.emptyLink')}</Link>
        </>
      }
    >
      {({ items }) => <EntityRows entities={items} />}
    </HomeSection>
  );
}
