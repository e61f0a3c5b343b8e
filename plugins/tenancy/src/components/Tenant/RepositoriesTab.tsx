import { Link } from '@backstage/core-components';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  MeResponse,
  Tenant,
  TenantLocation,
} from '@commonhold/plugin-tenancy-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { tenancyApiRef } from '../../api/TenancyApi';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { PagedTable } from '../presentation/PagedTable';
import { RelativeTime } from '../presentation/RelativeTime';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { RegisterDialog } from './RegisterDialog';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  intro: { maxWidth: '80ch' },
  file: { minWidth: 240, overflowWrap: 'anywhere' },
}));

/** The files that a tenant's entries come from. Its members add and remove. */
export function RepositoriesTab(props: { tenant: Tenant; me: MeResponse }) {
  const { tenant, me } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const [registering, setRegistering] = useState(false);
  const [removing, setRemoving] = useState<TenantLocation>();
  const pages = useCursorPages(`locations of ${tenant.id}`, cursor =>
    tenancyApi.listLocations(tenant.id, { limit: PAGE_SIZE, cursor }),
  );
  const mayChange =
    tenant.state === 'active' &&
    !me.viewingAs &&
    me.tenants.some(({ id }) => id === tenant.id);
  const register =
    mayChange && tenant.locations.length > 0 ? (
      <Button
        variant="contained"
        color="primary"
        onClick={() => setRegistering(true)}
      >
        {t('repositories.register')}
      </Button>
    ) : undefined;

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.locations')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.page) {
    return <RowsSkeleton label={t('page.loading')} />;
  }
  return (
    <>
      {pages.page.totalItems === 0 ? (
        <NothingRegistered tenant={tenant} action={register} />
      ) : (
        <>
          <div className={classes.head}>
            <Typography className={classes.intro}>
              {t('repositories.intro')}
            </Typography>
            {register}
          </div>
          <PagedTable
            label={t('tabs.repositories')}
            pages={pages}
            rowKey={location => location.id}
            columns={[
              {
                title: t('repositories.file'),
                render: location => (
                  <div className={classes.file}>
                    <Link to={location.target}>{location.target}</Link>
                  </div>
                ),
              },
              {
                title: t('repositories.by'),
                render: location => (
                  <EntityRefLink entityRef={location.createdBy} hideIcon />
                ),
              },
              {
                title: t('repositories.when'),
                render: location => <RelativeTime iso={location.createdAt} />,
              },
              ...(mayChange
                ? [
                    {
                      title: t('repositories.actions'),
                      render: (location: TenantLocation) => (
                        <Button
                          size="small"
                          variant="outlined"
                          aria-label={t('repositories.removeLabel', {
                            target: location.target,
                          })}
                          onClick={() => setRemoving(location)}
                        >
                          {t('repositories.remove')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
      {registering && (
        <RegisterDialog
          tenant={tenant}
          onClose={() => setRegistering(false)}
          onRegistered={() => {
            setRegistering(false);
            pages.retry();
          }}
        />
      )}
      {removing && (
        <RemoveDialog
          tenantId={tenant.id}
          location={removing}
          onClose={() => setRemoving(undefined)}
          onRemoved={() => {
            setRemoving(undefined);
            pages.retry();
          }}
        />
      )}
    </>
  );
}

function NothingRegistered(props: {
  tenant: Tenant;
  action: JSX.Element | undefined;
}) {
  const { tenant, action } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  return tenant.locations.length === 0 ? (
    <Notice title={t('repositories.nowhereTitle')}>
      <Typography>{t('repositories.nowhere')}</Typography>
    </Notice>
  ) : (
    <Notice title={t('repositories.emptyTitle')} action={action}>
      <Typography>{t('repositories.empty')}</Typography>
    </Notice>
  );
}

function RemoveDialog(props: {
  tenantId: string;
  location: TenantLocation;
  onClose(): void;
  onRemoved(): void;
}) {
  const { tenantId, location, onClose, onRemoved } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const alertApi = useApi(alertApiRef);
  return (
    <ActionDialog
      title={t('repositories.removeQuestion')}
      confirm={t('repositories.remove')}
      danger
      onClose={onClose}
      onConfirm={async () => {
        await tenancyApi.removeLocation(tenantId, location.id);
        alertApi.post({
          message: t('repositories.removed'),
          severity: 'success',
          display: 'transient',
        });
        onRemoved();
      }}
    >
      <Typography className={classes.file}>{location.target}</Typography>
      <Typography color="textSecondary">
        {t('repositories.removeConsequence')}
      </Typography>
    </ActionDialog>
  );
}
