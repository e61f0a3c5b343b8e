import { Link } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { tenancyApiRef } from '@commonhold/plugin-tenancy';
import {
  MeResponse,
  Tenant,
  TenantMembership,
} from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsync from 'react-use/esm/useAsync';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { portalTranslationRef } from '../../translation';
import { countOfTenant } from './homeEntities';
import { HomeSection } from './HomeSection';

/** More tenants than this are better looked up than looked at. */
const SHOWN = 12;

const useStyles = makeStyles(theme => ({
  tenants: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(2, 3),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
  },
  title: { fontWeight: 600, fontSize: theme.typography.pxToRem(16) },
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 2),
    minHeight: theme.spacing(3),
  },
}));

/** One's own tenants at a glance; for those who see all, all of them. */
export function TenantsSection(props: { me: MeResponse }) {
  const { me } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const seesAll = me.operator || me.auditor;
  const tenants = useAsyncRetry(
    async (): Promise<{
      items: readonly (Tenant | TenantMembership)[];
      totalItems: number;
    }> =>
      seesAll
        ? tenancyApi.listTenants({ limit: SHOWN })
        : { items: me.tenants, totalItems: me.tenants.length },
    [tenancyApi, seesAll, me],
  );
  const several = me.tenants.length > 1 ? 'mineSeveral' : 'mine';
  return (
    <HomeSection
      title={t(`tenants.${seesAll ? 'all' : several}`)}
      loading={tenants}
      isEmpty={({ totalItems }) => totalItems === 0}
      empty={
        <>
          <Typography>{t('tenants.empty')}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t('tenants.emptyHint')}
          </Typography>
        </>
      }
    >
      {({ items }) => (
        <ul className={classes.tenants}>
          {items.map(tenant => (
            <TenantAtAGlance
              key={tenant.id}
              tenant={tenant}
              seesAll={seesAll}
            />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function TenantAtAGlance(props: {
  tenant: Tenant | TenantMembership;
  seesAll: boolean;
}) {
  const { seesAll } = props;
  const { id, title, description, state } = props.tenant;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const catalogApi = useApi(catalogApiRef);
  // Figures that cannot be had are left out; the tenant's page says why.
  const owned = useAsync(
    () => countOfTenant(catalogApi, id),
    [catalogApi, id],
  ).value;
  const members = useAsync(
    () => tenancyApi.listMembers(id, { limit: 1 }),
    [tenancyApi, id],
  ).value?.totalItems;
  const address = (tab: string) =>
    seesAll
      ? `/tenants/${id}${tab}`
      : `/my-tenant${tab}?${new URLSearchParams({ tenant: id })}`;
  return (
    <li>
      <div className={classes.title}>
        <Link to={address('')}>{title}</Link>
      </div>
      <Typography variant="body2" color="textSecondary">
        {description}
      </Typography>
      <div className={classes.figures}>
        {state !== 'active' && <strong>{t(`tenants.${state}`)}</strong>}
        {owned !== undefined && (
          <Link to={address('/owned')}>
            {t('tenants.owned', { count: owned })}
          </Link>
        )}
        {members !== undefined && (
          <Link to={address('/members')}>
            {t('tenants.members', { count: members })}
          </Link>
        )}
      </div>
    </li>
  );
}
