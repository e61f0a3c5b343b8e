import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequest } from '@commonhold/plugin-feature-requests-common';
import { tenantTitle } from '../../catalog/refTitle';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityName } from '../presentation/EntityName';
import { InlineMeta } from '../presentation/InlineMeta';
import { Pill } from '../presentation/Pill';
import { RelativeTime } from '../presentation/RelativeTime';
import { StatusChip } from '../presentation/StatusChip';

/** Status, about what, by whom and when, in a line below the title. */
export function RequestFacts(props: { request: FeatureRequest }) {
  const { request } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <InlineMeta>
      <StatusChip status={request.status} />
      {request.visibility === 'tenant' && (
        <Pill>
          {request.tenant
            ? t('visibility.only', { tenant: tenantTitle(request.tenant) })
            : t('visibility.tenantShort')}
        </Pill>
      )}
      {request.hidden && <Pill tone="danger">{t('moderation.hidden')}</Pill>}
      {request.locked && <Pill tone="warning">{t('moderation.locked')}</Pill>}
      {request.about && (
        <>
          {t('request.about')}{' '}
          <EntityName
            entityRef={request.about.entityRef}
            title={request.about.title}
          />
        </>
      )}
      {request.category}
      {request.tags.map(tag => (
        <Pill key={tag}>{tag}</Pill>
      ))}
      {request.author ? (
        <EntityName entityRef={request.author} />
      ) : (
        t('request.somebody')
      )}
      {request.castBy && (
        <>
          {t('request.filedBy')} <EntityName entityRef={request.castBy} />
        </>
      )}
      <RelativeTime iso={request.createdAt} />
    </InlineMeta>
  );
}
