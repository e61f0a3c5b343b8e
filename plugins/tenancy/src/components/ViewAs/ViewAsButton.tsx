import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import Button from '@material-ui/core/Button';
import VisibilityIcon from '@material-ui/icons/VisibilityOutlined';
import { useState } from 'react';
import { tenancyTranslationRef } from '../../translation';
import { ViewAsDialog } from './ViewAsDialog';

/** Asks whether to look at the portal as a member of a tenant. */
export function ViewAsButton(props: { tenant: Pick<Tenant, 'id' | 'title'> }) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="outlined"
        size="small"
        startIcon={<VisibilityIcon />}
        onClick={() => setOpen(true)}
      >
        {t('viewAs.open')}
      </Button>
      {open && (
        <ViewAsDialog tenant={props.tenant} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
