import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import TextField from '@material-ui/core/TextField';
import { useState } from 'react';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { DESCRIPTION_LENGTH, TITLE_LENGTH } from '../TenantForm/tenantDraft';

/** Where admins of a tenant change how it presents itself. */
export function DescribeDialog(props: {
  tenant: Tenant;
  onClose(): void;
  onSaved(): void;
}) {
  const { tenant, onClose, onSaved } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const [title, setTitle] = useState(tenant.title);
  const [description, setDescription] = useState(tenant.description);
  const untitled = title.trim() === '';
  return (
    <ActionDialog
      title={t('describe.title')}
      confirm={t('form.save')}
      disabled={untitled}
      onClose={onClose}
      onConfirm={async () => {
        const { updatedAt } = tenant;
        const patch = { title: title.trim(), description: description.trim() };
        await tenancyApi.updateTenant(tenant.id, patch, { updatedAt });
        onSaved();
      }}
    >
      <TextField
        id="describe-title"
        label={t('form.title')}
        value={title}
        error={untitled}
        helperText={untitled ? t('form.problem.missing') : undefined}
        inputProps={{ maxLength: TITLE_LENGTH }}
        fullWidth
        margin="dense"
        variant="outlined"
        onChange={event => setTitle(event.target.value)}
      />
      <TextField
        id="describe-description"
        label={t('form.description')}
        value={description}
        inputProps={{ maxLength: DESCRIPTION_LENGTH }}
        fullWidth
        multiline
        minRows={3}
        margin="dense"
        variant="outlined"
        onChange={event => setDescription(event.target.value)}
      />
    </ActionDialog>
  );
}
