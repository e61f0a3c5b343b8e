import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { tenancyApiRef, TenantStateChange } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';

/**
 * Says what follows for whom before a tenant is suspended, resumed or archived.
 * Only the last cannot be undone, so only there the name has to be typed.
 */
export function StateDialog(props: {
  tenant: Tenant;
  change: TenantStateChange;
  onClose(): void;
  onDone(): void;
}) {
  const { tenant, change, onClose, onDone } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const alertApi = useApi(alertApiRef);
  const [typed, setTyped] = useState('');
  const { title } = tenant;
  const unconfirmed = change === 'archive' && typed.trim() !== tenant.id;
  return (
    <ActionDialog
      title={t(`stateChange.${change}.question`, { title })}
      confirm={t(`stateChange.${change}.do`)}
      danger={change !== 'resume'}
      disabled={unconfirmed}
      onClose={onClose}
      onConfirm={async () => {
        await tenancyApi.changeTenantState(tenant.id, change);
        alertApi.post({
          message: t(`stateChange.${change}.done`, { title }),
          severity: 'success',
          display: 'transient',
        });
        onDone();
      }}
    >
      <Typography>{t(`stateChange.${change}.consequence`)}</Typography>
      {change === 'archive' && (
        <TextField
          id="archive-name"
          label={t('stateChange.archive.typeName', { id: tenant.id })}
          value={typed}
          autoComplete="off"
          fullWidth
          margin="normal"
          variant="outlined"
          size="small"
          onChange={event => setTyped(event.target.value)}
        />
      )}
    </ActionDialog>
  );
}
