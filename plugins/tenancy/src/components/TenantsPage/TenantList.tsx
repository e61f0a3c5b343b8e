import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import {
  MeResponse,
  Tenant,
  TenantFigures,
  tenantClasses,
  tenantStates,
} from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { tenancyApiRef } from '../../api/TenancyApi';
import { countByTenant } from '../../catalog/tenantEntities';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenantsRouteRef } from '../../routes';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice, NoticeButton } from '../presentation/Notice';
import { PagedTable } from '../presentation/PagedTable';
import { Pill } from '../presentation/Pill';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { StatePill } from '../Tenant/StatePill';
import { TenantLink } from '../Tenant/TenantLink';
import { useTypedText } from '../Tenant/useTypedText';
import { useAddressFilters } from './useAddressFilters';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  text: { flex: '1 1 260px', maxWidth: 420 },
  state: { minWidth: 160 },
  tenant: { minWidth: 200, maxWidth: '60ch' },
  title: { fontWeight: 600 },
  pills: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
}));

/** Every tenant, to search and to open. Filters are kept in the address. */
export function TenantList(props: { me: MeResponse }) {
  const { me } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const textId = useId();
  const stateId = useId();
  const classId = useId();
  const [filters, setFilters] = useAddressFilters();
  const text = filters.get('text') ?? '';
  const state = tenantStates.find(one => one === filters.get('state'));
  const tenantClass = tenantClasses.find(one => one === filters.get('class'));
  const [typed, setTyped] = useTypedText(text, value =>
    setFilters({ text: value }),
  );
  const [figures, setFigures] = useState<Record<string, TenantFigures>>({});
  const pages = useCursorPages(
    JSON.stringify(['tenants', text, state, tenantClass]),
    async cursor => {
      const page = await tenancyApi.listTenants({
        limit: PAGE_SIZE,
        cursor,
        ...(text && { text }),
        ...(state && { state }),
        ...(tenantClass && { tenantClass }),
      });
      setFigures(page.figures);
      return page;
    },
  );

  return (
    <Container className={classes.content}>
      <div className={classes.filters}>
        <TextField
          id={textId}
          className={classes.text}
          variant="outlined"
          size="small"
          type="search"
          label={t('tenants.search')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <TextField
          id={stateId}
          className={classes.state}
          variant="outlined"
          size="small"
          select
          SelectProps={{ native: true }}
          label={t('state.label')}
          InputLabelProps={{ shrink: true }}
          value={state ?? ''}
          onChange={event => setFilters({ state: event.target.value })}
        >
          <option value="">{t('tenants.anyState')}</option>
          {tenantStates.map(one => (
            <option key={one} value={one}>
              {t(`state.${one}`)}
            </option>
          ))}
        </TextField>
        <TextField
          id={classId}
          className={classes.state}
          variant="outlined"
          size="small"
          select
          SelectProps={{ native: true }}
          label={t('tenantClass.label')}
          InputLabelProps={{ shrink: true }}
          value={tenantClass ?? ''}
          onChange={event => setFilters({ class: event.target.value })}
        >
          <option value="">{t('tenants.anyClass')}</option>
          {tenantClasses.map(one => (
            <option key={one} value={one}>
              {t(`tenantClass.${one}`)}
            </option>
          ))}
        </TextField>
      </div>
      <Results
        me={me}
        pages={pages}
        figures={figures}
        filtered={Boolean(text || state || tenantClass)}
        onClear={() => {
          setTyped('');
          setFilters({ text: null, state: null, class: null });
        }}
      />
    </Container>
  );
}

function Results(props: {
  me: MeResponse;
  pages: ReturnType<typeof useCursorPages<Tenant>>;
  figures: Readonly<Record<string, TenantFigures>>;
  filtered: boolean;
  onClear(): void;
}) {
  const { me, pages, figures, filtered, onClear } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const root = useRouteRef(tenantsRouteRef)();
  // A figure that cannot be had is left out: the tenant's page says why.
  const owned = useAsync(() => countByTenant(catalogApi), [catalogApi]).value;

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.tenants')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.page) {
    return <RowsSkeleton label={t('tenants.loading')} />;
  }
  if (pages.page.totalItems === 0 && filtered) {
    return (
      <Notice
        title={t('tenants.noMatchTitle')}
        action={
          <NoticeButton onClick={onClear}>{t('entities.clear')}</NoticeButton>
        }
      >
        <Typography>{t('tenants.noMatch')}</Typography>
      </Notice>
    );
  }
  if (pages.page.totalItems === 0) {
    return (
      <Notice
        title={t('tenants.emptyTitle')}
        action={
          me.operator ? (
            <LinkButton
              variant="contained"
              color="primary"
              to={`${root}/-/new`}
            >
              {t('tenants.create')}
            </LinkButton>
          ) : undefined
        }
      >
        <Typography>{t('tenants.empty')}</Typography>
      </Notice>
    );
  }
  return (
    <PagedTable
      label={t('tenants.tabs.list')}
      pages={pages}
      rowKey={tenant => tenant.id}
      columns={[
        {
          title: t('tenants.tenant'),
          render: tenant => (
            <div className={classes.tenant}>
              <span className={classes.title}>
                <TenantLink tenant={tenant.id}>{tenant.title}</TenantLink>
              </span>
              <Typography variant="body2" color="textSecondary">
                {tenant.description || tenant.id}
              </Typography>
            </div>
          ),
        },
        {
          title: t('state.label'),
          render: tenant => (
            <div className={classes.pills}>
              <StatePill tenant={tenant} />
              {tenant.class === 'external' && (
                <Pill tone="accent">{t('tenantClass.external')}</Pill>
              )}
            </div>
          ),
        },
        {
          title: t('tabs.members'),
          render: tenant => (
            <Figure
              tenant={tenant.id}
              tab="members"
              count={figures[tenant.id]?.members}
            />
          ),
        },
        {
          title: t('tenants.entities'),
          render: tenant => (
            <Figure
              tenant={tenant.id}
              tab="owned"
              count={owned && (owned.get(tenant.id) ?? 0)}
            />
          ),
        },
        {
          title: t('tabs.refused'),
          render: tenant => (
            <Figure
              tenant={tenant.id}
              tab="refused"
              count={figures[tenant.id]?.refusals}
            />
          ),
        },
        {
          title: t('tenants.managed'),
          render: tenant =>
            tenant.source === null ? t('tenants.inPortal') : tenant.source,
        },
      ]}
    />
  );
}

function Figure(props: {
  tenant: string;
  tab: 'members' | 'owned' | 'refused';
  count: number | undefined;
}) {
  const { tenant, tab, count } = props;
  if (count === undefined) {
    return null;
  }
  return count === 0 ? (
    <>0</>
  ) : (
    <TenantLink tenant={tenant} tab={tab}>
      {count.toLocaleString()}
    </TenantLink>
  );
}
