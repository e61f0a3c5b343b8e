import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  MeResponse,
  Tenant,
  TenantQuotas,
} from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Fragment } from 'react';
import { tenancyTranslationRef } from '../../translation';
import { RelativeTime } from '../presentation/RelativeTime';
import { Section } from '../presentation/Section';
import { TenantFigures } from './TenantFigures';

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    marginTop: theme.spacing(2),
  },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  limits: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: theme.spacing(0.75, 2),
    margin: 0,
    '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
  },
  subtitle: {
    fontWeight: 600,
    fontSize: theme.typography.pxToRem(14),
    marginTop: theme.spacing(1.5),
  },
}));

/** What a tenant is and what it may do. */
export function OverviewTab(props: { tenant: Tenant; me: MeResponse }) {
  const { tenant, me } = props;
  // Only those who can change the file need to know which one it is.
  const showSource = me.operator || me.auditor;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { plugins, platformComponents } = tenant.entitlements;
  return (
    <>
      <TenantFigures tenantId={tenant.id} />
      <div className={classes.grid}>
        <Section title={t('overview.about')}>
          <Typography>
            {tenant.description || t('overview.noDescription')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('overview.updated')} <RelativeTime iso={tenant.updatedAt} />
            {showSource && tenant.source !== null && (
              <>. {t('overview.source', { source: tenant.source })}</>
            )}
          </Typography>
        </Section>
        <Section title={t('overview.groups')}>
          <List empty={t('overview.noGroups')} values={tenant.groups} asRefs />
          <Typography component="h4" className={classes.subtitle}>
            {t('overview.admins')}
          </Typography>
          <List empty={t('overview.noAdmins')} values={tenant.admins} asRefs />
        </Section>
        <Section title={t('overview.namespaces')}>
          <List empty={t('overview.noNamespaces')} values={tenant.namespaces} />
          <Typography component="h4" className={classes.subtitle}>
            {t('overview.locations')}
          </Typography>
          <List empty={t('overview.noLocations')} values={tenant.locations} />
        </Section>
        <Section title={t('overview.limits')}>
          <Limits quotas={tenant.quotas} />
        </Section>
        <Section title={t('overview.entitlements')}>
          {plugins === null && platformComponents === null ? (
            <Typography>{t('overview.everything')}</Typography>
          ) : (
            <>
              <Entitlement title={t('overview.plugins')} names={plugins} />
              <Entitlement
                title={t('overview.platformComponents')}
                names={platformComponents}
              />
            </>
          )}
        </Section>
      </div>
    </>
  );
}

function List(props: {
  values: readonly string[];
  empty: string;
  asRefs?: boolean;
}) {
  const { values, empty, asRefs } = props;
  const classes = useStyles();
  if (values.length === 0) {
    return <Typography color="textSecondary">{empty}</Typography>;
  }
  return (
    <ul className={classes.list}>
      {values.map(value => (
        <li key={value}>
          {asRefs ? <EntityRefLink entityRef={value} hideIcon /> : value}
        </li>
      ))}
    </ul>
  );
}

function Entitlement(props: {
  title: string;
  names: readonly string[] | null;
}) {
  const { title, names } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <>
      <Typography component="h4" className={classes.subtitle}>
        {title}
      </Typography>
      {names === null ? (
        <Typography>{t('overview.everything')}</Typography>
      ) : (
        <List values={names} empty={t('overview.nothing')} />
      )}
    </>
  );
}

function Limits(props: { quotas: TenantQuotas }) {
  const { requestsPerMinute, concurrentOperations, resources } = props.quotas;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const limits: { label: string; limit: number | null }[] = [
    { label: t('overview.requestsPerMinute'), limit: requestsPerMinute },
    { label: t('overview.concurrentOperations'), limit: concurrentOperations },
    ...Object.entries(resources).map(([component, limit]) => ({
      label: t('overview.resources', { component }),
      limit,
    })),
  ];
  const rows = limits.filter(({ limit }) => limit !== null);

  if (rows.length === 0) {
    return (
      <Typography color="textSecondary">{t('overview.noLimits')}</Typography>
    );
  }
  return (
    <dl className={classes.limits}>
      {rows.map(({ label, limit }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{limit?.toLocaleString()}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
