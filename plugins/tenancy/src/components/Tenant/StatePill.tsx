import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import { tenancyTranslationRef } from '../../translation';
import { Pill } from '../presentation/Pill';

/** The state of a tenant as a short label. */
export function StatePill(props: { tenant: Pick<Tenant, 'state'> }) {
  const { state } = props.tenant;
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Pill tone={state === 'active' ? 'neutral' : 'warning'}>
      {t(`state.${state}`)}
    </Pill>
  );
}
