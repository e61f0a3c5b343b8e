import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { TenantEvent } from '@commonhold/plugin-tenancy-common';
import { tenancyTranslationRef } from '../../translation';

/** Who did something to a tenant, and in which role. */
export function EventActor(props: { event: TenantEvent }) {
  const { actor, role } = props.event;
  const { t } = useTranslationRef(tenancyTranslationRef);
  switch (role) {
    case 'source':
      return <>{t('log.source', { source: actor ?? '' })}</>;
    case 'portal':
      return <>{t('log.portal')}</>;
    default:
      return actor === null ? (
        <>{t(`role.${role}`)}</>
      ) : (
        <>
          <EntityRefLink entityRef={actor} hideIcon /> ({t(`role.${role}`)})
        </>
      );
  }
}
