import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard, LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { WithBoard } from '../../board/BoardContext';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { useNewRequestAddress } from '../Elsewhere/useNewRequestAddress';
import { MostWanted } from '../Elsewhere/MostWanted';

/** What people want most of the entity of the page. */
export function EntityRequestsCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const about = stringifyEntityRef(entity);
  const newRequest = useNewRequestAddress()({ about });
  return (
    <InfoCard
      title={t('entity.card')}
      deepLink={{
        title: t('entity.all'),
        link: `${root}?about=${encodeURIComponent(about)}`,
      }}
    >
      <WithBoard>
        <MostWanted
          query={{ about: [about] }}
          limit={5}
          empty={t('entity.emptyTitle')}
        />
      </WithBoard>
      <LinkButton size="small" variant="outlined" to={newRequest}>
        {t('entity.new')}
      </LinkButton>
    </InfoCard>
  );
}
