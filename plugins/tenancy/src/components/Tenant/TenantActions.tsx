import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon, Flex, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { useState } from 'react';
import { TenantStateChange } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { ViewAsButton } from '../ViewAs/ViewAsButton';
import { StateDialog } from './StateDialog';
import { useTenantAddress } from './TenantLink';

/**
 * What operators do with a tenant. One that a file declares is changed there,
 * one that is archived not at all.
 */
export function TenantActions(props: { tenant: Tenant; onChanged(): void }) {
  const { tenant, onChanged } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const addressOf = useTenantAddress();
  const [change, setChange] = useState<TenantStateChange>();
  const editable = tenant.source === null && tenant.state !== 'archived';
  return (
    <Flex gap="2">
      {tenant.state === 'active' && <ViewAsButton tenant={tenant} />}
      {editable && (
        <>
          <LinkButton
            variant="contained"
            color="primary"
            size="small"
            to={`${addressOf({ tenant: tenant.id })}/edit`}
          >
            {t('tenants.edit')}
          </LinkButton>
          <MenuTrigger>
            <ButtonIcon
              variant="secondary"
              aria-label={t('tenants.actions')}
              icon={<MoreVertIcon fontSize="small" />}
            />
            <Menu placement="bottom end">
              {changesFrom(tenant.state).map(one => (
                <MenuItem key={one} onAction={() => setChange(one)}>
                  {t(`stateChange.${one}.open`)}
                </MenuItem>
              ))}
            </Menu>
          </MenuTrigger>
        </>
      )}
      {change && (
        <StateDialog
          tenant={tenant}
          change={change}
          onClose={() => setChange(undefined)}
          onDone={() => {
            setChange(undefined);
            onChanged();
          }}
        />
      )}
    </Flex>
  );
}

function changesFrom(state: Tenant['state']): TenantStateChange[] {
  switch (state) {
    case 'active':
      return ['suspend', 'archive'];
    case 'suspended':
      return ['resume', 'archive'];
    case 'archived':
      return [];
    default:
      throw new TypeError(`Unknown state ${state satisfies never}`);
  }
}
