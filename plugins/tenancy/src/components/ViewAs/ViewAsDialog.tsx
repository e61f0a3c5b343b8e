import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { reloadPortal } from './reloadPortal';
import { useHomeAddress } from './useHomeAddress';

/** More would not be read; typing on narrows them down. */
const SHOWN = 20;
const PAUSE_MS = 200;

/**
 * Begins to look at the portal as a member of a tenant, for operators.
 *
 * @param props.tenant - the one to look as; where it is not given one chooses
 * @public
 */
export function ViewAsDialog(props: {
  tenant?: Pick<Tenant, 'id' | 'title'>;
  onClose(): void;
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const home = useHomeAddress();
  const [chosen, setChosen] = useState(props.tenant);
  return (
    <ActionDialog
      title={
        props.tenant
          ? t('viewAs.question', { title: props.tenant.title })
          : t('viewAs.choose')
      }
      confirm={t('viewAs.start')}
      disabled={!chosen}
      onClose={props.onClose}
      onConfirm={async () => {
        if (chosen) {
          await tenancyApi.viewAs(chosen.id);
          reloadPortal(home);
        }
      }}
    >
      <Typography>{t('viewAs.consequence')}</Typography>
      {!props.tenant && <TenantChoice onChange={setChosen} />}
    </ActionDialog>
  );
}

function TenantChoice(props: { onChange(tenant: Tenant | undefined): void }) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  useDebounce(() => setText(typed), PAUSE_MS, [typed]);
  const { value, loading, error } = useAsync(
    () => tenancyApi.listTenants({ text, state: 'active', limit: SHOWN }),
    [tenancyApi, text],
  );
  return (
    <Autocomplete
      id="view-as-tenant"
      options={[...(value?.items ?? [])]}
      getOptionLabel={({ title }) => title}
      getOptionSelected={(one, other) => one.id === other.id}
      // The backend has filtered them already, by description too.
      filterOptions={tenants => tenants}
      loading={loading}
      loadingText={t('picker.loading')}
      noOptionsText={error ? t('failure.tenants') : t('tenants.noMatchTitle')}
      clearText={t('picker.clear')}
      openText={t('picker.open')}
      closeText={t('picker.close')}
      onInputChange={(_, input) => setTyped(input)}
      onChange={(_, tenant) => props.onChange(tenant ?? undefined)}
      renderInput={params => (
        <TextField
          {...params}
          label={t('page.switcher')}
          variant="outlined"
          size="small"
          margin="normal"
        />
      )}
    />
  );
}
