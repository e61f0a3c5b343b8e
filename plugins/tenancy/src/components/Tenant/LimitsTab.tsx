import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant, TenantQuotas } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Fragment } from 'react';
import { tenancyTranslationRef } from '../../translation';
import { Section } from '../presentation/Section';
import { PlainList } from './PlainList';

const useStyles = makeStyles(theme => ({
  grid: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
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

/** How much a tenant may use, and what. */
export function LimitsTab(props: { tenant: Tenant }) {
  const { tenant } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { plugins, platformComponents } = tenant.entitlements;
  return (
    <div className={classes.grid}>
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
        <PlainList values={names} empty={t('overview.nothing')} />
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
