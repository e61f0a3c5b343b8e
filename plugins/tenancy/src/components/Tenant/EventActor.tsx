import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { TenantEvent } from '@commonhold/plugin-tenancy-common';
import { tenancyTranslationRef } from '../../translation';
import { useTenantPlace } from './TenantLink';

/** Who did something to a tenant, and in which role. */
export function EventActor(props: { event: TenantEvent }) {
  const { actor, role } = props.event;
  const place = useTenantPlace();
  const { t } = useTranslationRef(tenancyTranslationRef);
  switch (role) {
    case 'source':
      // Only those who can change the file need to know which one it is.
      return (
        <>
          {place === 'all' && actor !== null
            ? t('log.source', { source: actor })
            : t('log.operatorsFile')}
        </>
      );
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
