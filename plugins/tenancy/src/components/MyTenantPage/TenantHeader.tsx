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
import { useTenantAddress } from './TenantLink';
import { TenantTab, tenantTabs } from './tenantTabs';

/** Title, state and role, the tabs, and a switch for people in several tenants. */
export function TenantHeader(props: {
  tenant: Tenant;
  tab: TenantTab;
  me: MeResponse;
}) {
  const { tenant, tab, me } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const addressOf = useTenantAddress();
  const role = roleIn(tenant, me);
  // My only tenant has the short address without its name.
  const isMyOnlyOne = me.tenants.length === 1 && me.tenants[0].id === tenant.id;
  return (
    <Header
      title={tenant.title}
      tags={tenant.platform ? [{ label: t('state.platform') }] : undefined}
      metadata={[
        {
          label: t('state.label'),
          value: (
            <Pill tone={tenant.state === 'active' ? 'neutral' : 'warning'}>
              {t(`state.${tenant.state}`)}
            </Pill>
          ),
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
        label: t(`tabs.${id}`),
        href: addressOf({
          tenant: isMyOnlyOne ? undefined : tenant.id,
          tab: id,
        }),
      }))}
      customActions={<TenantSwitcher tenantId={tenant.id} tab={tab} me={me} />}
    />
  );
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
        onChange={event =>
          navigate(addressOf({ tenant: String(event.target.value), tab }))
        }
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
