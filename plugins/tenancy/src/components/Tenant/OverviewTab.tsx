import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MeResponse, Tenant } from '@commonhold/plugin-tenancy-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { tenancyTranslationRef } from '../../translation';
import { RelativeTime } from '../presentation/RelativeTime';
import { Section } from '../presentation/Section';
import { DescribeDialog } from './DescribeDialog';
import { Onboarding } from './Onboarding';
import { PlainList } from './PlainList';
import { RecentActivity } from './RecentActivity';
import { TenantFigures } from './TenantFigures';
import { useTenantPlace } from './TenantLink';

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    marginTop: theme.spacing(2),
  },
  subtitle: {
    fontWeight: 600,
    fontSize: theme.typography.pxToRem(14),
    marginTop: theme.spacing(1.5),
  },
  about: { whiteSpace: 'pre-line' },
  edit: { marginTop: theme.spacing(1.5) },
}));

/** What a tenant is, who is in it and what is its own. */
export function OverviewTab(props: {
  tenant: Tenant;
  me: MeResponse;
  onChanged(): void;
}) {
  const { tenant, me, onChanged } = props;
  const classes = useStyles();
  const isMember = me.tenants.some(({ id }) => id === tenant.id);
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <>
      <TenantFigures tenantId={tenant.id} />
      {isMember && tenant.state === 'active' && <Onboarding tenant={tenant} />}
      <div className={classes.grid}>
        <Section title={t('overview.about')}>
          <Typography className={classes.about}>
            {tenant.description || t('overview.noDescription')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('overview.updated')} <RelativeTime iso={tenant.updatedAt} />
          </Typography>
          <Describing tenant={tenant} me={me} onChanged={onChanged} />
        </Section>
        <Section title={t('overview.groups')}>
          <PlainList
            empty={t('overview.noGroups')}
            values={tenant.groups}
            asRefs
          />
          <Typography component="h4" className={classes.subtitle}>
            {t('overview.admins')}
          </Typography>
          <PlainList
            empty={t('overview.noAdmins')}
            values={tenant.admins}
            asRefs
          />
        </Section>
        <Section title={t('overview.namespaces')}>
          <PlainList
            empty={t('overview.noNamespaces')}
            values={tenant.namespaces}
          />
          <Typography component="h4" className={classes.subtitle}>
            {t('overview.locations')}
          </Typography>
          <PlainList
            empty={t('overview.noLocations')}
            values={tenant.locations}
          />
        </Section>
        <RecentActivity tenant={tenant} />
      </div>
    </>
  );
}

/** Admins put the title and description of their tenant right themselves. */
function Describing(props: {
  tenant: Tenant;
  me: MeResponse;
  onChanged(): void;
}) {
  const { tenant, me, onChanged } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const place = useTenantPlace();
  const [open, setOpen] = useState(false);
  const isAdmin = me.tenants.some(
    ({ id, role }) => id === tenant.id && role === 'admin',
  );
  if (!isAdmin || place === 'all' || tenant.state === 'archived') {
    return null;
  }
  if (tenant.source !== null) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('overview.declaredElsewhere')}
      </Typography>
    );
  }
  return (
    <>
      <Button
        className={classes.edit}
        variant="outlined"
        size="small"
        onClick={() => setOpen(true)}
      >
        {t('describe.open')}
      </Button>
      {open && (
        <DescribeDialog
          tenant={tenant}
          onClose={() => setOpen(false)}
          onSaved={() => {
            setOpen(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}
