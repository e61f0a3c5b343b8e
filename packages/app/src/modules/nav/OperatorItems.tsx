import { SidebarItem } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { tenancyApiRef, ViewAsDialog } from '@commonhold/plugin-tenancy';
import VisibilityIcon from '@material-ui/icons/VisibilityOutlined';
import { ReactNode, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { portalTranslationRef } from '../../translation';

/** What only the people find who look after the portal or audit it. */
export function OperatorItems(props: { tenants: ReactNode }) {
  const { t } = useTranslationRef(portalTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  // Without an answer there is just nothing to show here; the pages say why.
  const { value: me } = useAsync(() => tenancyApi.getMe(), [tenancyApi]);
  const [choosing, setChoosing] = useState(false);
  if (!me?.operator && !me?.auditor) {
    return null;
  }
  return (
    <>
      {props.tenants}
      {me.operator && (
        <SidebarItem
          icon={VisibilityIcon}
          text={t('nav.viewAs')}
          onClick={() => setChoosing(true)}
        />
      )}
      {choosing && <ViewAsDialog onClose={() => setChoosing(false)} />}
    </>
  );
}
