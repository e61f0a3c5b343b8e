import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import useAsync from 'react-use/esm/useAsync';
import { tenancyApiRef } from '../../api/TenancyApi';
import { countOwned } from '../../catalog/tenantEntities';
import { tenancyTranslationRef } from '../../translation';
import { TenantLink } from './TenantLink';

const useStyles = makeStyles(theme => ({
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    fontSize: theme.typography.pxToRem(16),
    minHeight: theme.spacing(3),
  },
}));

/**
 * How many things and people, each leading to its tab. A figure that cannot be
 * had is left out: its tab says why.
 */
export function TenantFigures(props: { tenantId: string }) {
  const { tenantId } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const catalogApi = useApi(catalogApiRef);
  const owned = useAsync(
    () => countOwned(catalogApi, tenantId),
    [catalogApi, tenantId],
  ).value;
  const members = useAsync(
    () => tenancyApi.listMembers(tenantId, { limit: 1 }),
    [tenancyApi, tenantId],
  ).value?.totalItems;
  const refused = useAsync(
    () => tenancyApi.listRefusals(tenantId, { limit: 1 }),
    [tenancyApi, tenantId],
  ).value?.totalItems;
  return (
    <div className={classes.figures}>
      {owned !== undefined && (
        <TenantLink tenant={tenantId} tab="owned">
          {t('overview.ownedCount', { count: owned })}
        </TenantLink>
      )}
      {members !== undefined && (
        <TenantLink tenant={tenantId} tab="members">
          {t('overview.memberCount', { count: members })}
        </TenantLink>
      )}
      {refused !== undefined && refused > 0 && (
        <TenantLink tenant={tenantId} tab="refused">
          {t('overview.refusedCount', { count: refused })}
        </TenantLink>
      )}
    </div>
  );
}
