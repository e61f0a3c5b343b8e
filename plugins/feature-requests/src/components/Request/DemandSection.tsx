import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  DemandBreakdown,
  FeatureRequest,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { refTitle, tenantTitle } from '../../catalog/refTitle';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { Section } from '../presentation/Section';
import { VoterList } from './VoterList';

const useStyles = makeStyles(theme => ({
  lines: { margin: theme.spacing(1, 0), padding: 0, listStyle: 'none' },
  line: { marginBottom: theme.spacing(0.75) },
  words: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    fontSize: theme.typography.pxToRem(14),
  },
  bar: {
    height: 4,
    borderRadius: 2,
    background: theme.palette.primary.main,
    minWidth: 2,
    marginTop: 2,
  },
}));

/** Lines that show: the ones that weigh most. */
const SHOWN = 6;

/** Who wants it: the tenants, applications and people whom one may see. */
export function DemandSection(props: { request: FeatureRequest }) {
  const { request } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const { value, error, retry } = useAsyncRetry(
    () => boardApi.ask('getDemand', { path: { requestId: request.id } }),
    [boardApi, request],
  );
  const [voters, setVoters] = useState(false);
  return (
    <Section title={t('demand.who')}>
      {error && (
        <FailureNotice
          title={t('failure.demand')}
          error={error}
          onRetry={retry}
        />
      )}
      {!error && !value && <RowsSkeleton label={t('page.loading')} rows={3} />}
      {value && <Breakdown breakdown={value} />}
      {voters ? (
        <VoterList request={request} />
      ) : (
        <Button size="small" onClick={() => setVoters(true)}>
          {t('demand.showVoters')}
        </Button>
      )}
    </Section>
  );
}

function Breakdown(props: { breakdown: DemandBreakdown }) {
  const { percentile, byTenant, byApplication, otherTenants, demand } =
    props.breakdown;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const lines = [
    ...byTenant.map(({ tenant, people, score }) => ({
      key: tenant,
      label: tenantTitle(tenant),
      people,
      share: score,
    })),
    ...(otherTenants.tenants > 0
      ? [
          {
            key: '',
            label: t('demand.otherTenants', { count: otherTenants.tenants }),
            people: otherTenants.people,
            share: otherTenants.score,
          },
        ]
      : []),
  ];
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('demand.percentile', { percent: String(Math.round(percentile)) })}
      </Typography>
      <Lines lines={lines} whole={demand.score} />
      {byApplication.length > 0 && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('demand.byApplication')}
          </Typography>
          <Lines
            lines={byApplication.map(({ application, people }) => ({
              key: application,
              label: refTitle(application),
              people,
              share: people,
            }))}
            whole={demand.people}
          />
        </>
      )}
    </>
  );
}

type Line = {
  readonly key: string;
  readonly label: string;
  readonly people: number;
  readonly share: number;
};

function Lines(props: { lines: readonly Line[]; whole: number }) {
  const { lines, whole } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <ul className={classes.lines}>
      {lines.slice(0, SHOWN).map(({ key, label, people, share }) => (
        <li key={key} className={classes.line}>
          <div className={classes.words}>
            <span>{label}</span>
            <span>{t('demand.people', { count: people })}</span>
          </div>
          <div
            className={classes.bar}
            style={{ width: `${(100 * share) / Math.max(whole, 1)}%` }}
          />
        </li>
      ))}
      {lines.length > SHOWN && (
        <li className={classes.line}>
          {t('demand.moreLines', { number: String(lines.length - SHOWN) })}
        </li>
      )}
    </ul>
  );
}
