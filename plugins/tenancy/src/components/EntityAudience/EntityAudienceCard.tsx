import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { InfoCard } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import { readStamp } from '@commonhold/plugin-tenancy-common';
import { tenancyTranslationRef } from '../../translation';
import { EntityAudienceChip } from './EntityAudienceChip';

/**
 * The audience chip as a card, for portals whose entity pages have a header of
 * their own.
 *
 * @public
 */
export function EntityAudienceCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(tenancyTranslationRef);
  if (!readStamp(entity)) {
    return null;
  }
  return (
    <InfoCard title={t('audience.title')}>
      <EntityAudienceChip />
    </InfoCard>
  );
}
