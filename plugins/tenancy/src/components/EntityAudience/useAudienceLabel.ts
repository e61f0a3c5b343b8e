import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';
import { useApi } from '@backstage/core-plugin-api';
import {
  TranslationFunction,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { AudienceScope } from '../../audience/describeAudience';
import {
  asSentenceList,
  refTitle,
  TenantTitles,
  tenantTitle,
} from '../../audience/displayNames';
import { tenancyTranslationRef } from '../../translation';

export type TenancyTranslate = TranslationFunction<
  typeof tenancyTranslationRef.T
>;

/** "Payments only", "Shared with Lending and Cards", … */
export function useAudienceLabel(): (
  scope: AudienceScope,
  titles: TenantTitles,
) => string {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();

  return (scope, titles) => {
    switch (scope.type) {
      case 'everyone':
        return t('audience.everyone');
      case 'tenant':
        return t('audience.tenant', {
          tenant: tenantTitle(scope.tenant, titles),
        });
      case 'tenants': {
        const tenants = asSentenceList(
          scope.tenants.map(id => tenantTitle(id, titles)),
          language,
        );
        return scope.owner === null
          ? t('audience.tenantsUnowned', { tenants })
          : t('audience.tenants', { tenants });
      }
      case 'private':
        return t('audience.private', {
          owners: asSentenceList(scope.refs.map(refTitle), language),
        });
      case 'unassigned':
        return t('audience.unassigned');
      default:
        throw new TypeError(`Unknown audience ${JSON.stringify(scope)}`);
    }
  };
}
