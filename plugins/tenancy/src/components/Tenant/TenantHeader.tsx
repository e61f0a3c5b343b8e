import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Header } from '@backstage/ui';
import { MeResponse, Tenant } from '@commonhold/plugin-tenancy-common';
import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import Select from '@material-ui/core/Select';
import { useId } from 'react';
import { useNavigate } from 'react-router-dom';
import { tenancyTranslationRef } from '../../translation';
import { Pill } from '../presentation/Pill';
import { StatePill } from './StatePill';
import { TenantActions } from './TenantActions';
import { TenantPlace, useTenantAddress, useTenantPlace } from './TenantLink';
import { TenantTab, tenantTabs } from './tenantTabs';
import { useCurrentTenant } from './useCurrentTenant';

/** Title, state and role, the tabs, and what one may do with the tenant. */
export function TenantHeader(props: {
  tenant: Tenant;
  tab: TenantTab;
  me: MeResponse;
  onChanged(): void;
}) {
  const { tenant, tab, me, onChanged } = props;
  const place = useTenantPlace();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const addressOf = useTenantAddress();
  const role = roleIn(tenant, me);
  // My only tenant has the short address without its name.
  const isMyOnlyOne =
    place === 'mine' &&
    me.tenants.length === 1 &&
    me.tenants[0].id === tenant.id;
  return (
    <Header
      title={tenant.title}
      tags={[
        ...(tenant.platform ? [{ label: t('state.platform') }] : []),
        ...(tenant.class === 'external'
          ? [{ label: t('tenantClass.externalTag') }]
          : []),
      ]}
      metadata={[
        {
          label: t('state.label'),
          value: <StatePill tenant={tenant} />,
        },
        ...(role
          ? [
              {
                label: t('role.label'),
                value: <Pill tone="accent">{t(`role.${role}`)}</Pill>,
              },
            ]
          : []),
      ]}
      activeTabId={tab}
      tabs={tenantTabs.map(id => ({
        id,
        label: t(labelOf(id, place)),
        href: addressOf({
          tenant: isMyOnlyOne ? undefined : tenant.id,
          tab: id,
        }),
      }))}
      customActions={
        place === 'mine' ? (
          <TenantSwitcher tenantId={tenant.id} tab={tab} me={me} />
        ) : (
          me.operator && <TenantActions tenant={tenant} onChanged={onChanged} />
        )
      }
    />
  );
}

/** Of their own tenant people say "we". */
function labelOf(tab: TenantTab, place: TenantPlace) {
  return place === 'all' && (tab === 'owned' || tab === 'shared')
    ? (`tenantTabs.${tab}` as const)
    : (`tabs.${tab}` as const);
}

function roleIn(tenant: Tenant, me: MeResponse) {
  const membership = me.tenants.find(({ id }) => id === tenant.id);
  if (membership) {
    return membership.role;
  }
  if (me.operator) {
    return 'operator';
  }
  return me.auditor ? 'auditor' : undefined;
}

function TenantSwitcher(props: {
  tenantId: string;
  tab: TenantTab;
  me: MeResponse;
}) {
  const { tenantId, tab, me } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const navigate = useNavigate();
  const { choose } = useCurrentTenant(me);
  const addressOf = useTenantAddress();
  const selectId = useId();
  if (me.tenants.length < 2) {
    return null;
  }
  const isMine = me.tenants.some(({ id }) => id === tenantId);
  return (
    <FormControl variant="outlined" size="small">
      <InputLabel htmlFor={selectId}>{t('page.switcher')}</InputLabel>
      <Select
        native
        label={t('page.switcher')}
        inputProps={{ id: selectId }}
        value={isMine ? tenantId : ''}
        onChange={event => {
          const chosen = String(event.target.value);
          choose(chosen);
          navigate(addressOf({ tenant: chosen, tab }));
        }}
      >
        {!isMine && <option value="" aria-label={tenantId} />}
        {me.tenants.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
    </FormControl>
  );
}
