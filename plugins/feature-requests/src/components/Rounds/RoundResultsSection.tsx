import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VotingRound } from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { Section } from '../presentation/Section';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(3) },
  line: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
  figures: { color: theme.palette.text.secondary },
}));

/** What the tenants voted for, most votes first. */
export function RoundResultsSection(props: { round: VotingRound }) {
  const { round } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const { value, error, retry } = useAsyncRetry(
    () => boardApi.ask('getRoundResults', { path: { roundId: round.id } }),
    [boardApi, round],
  );
  if (error) {
    return (
      <FailureNotice
        title={t('failure.results')}
        error={error}
        onRetry={retry}
      />
    );
  }
  return (
    <Section title={t('rounds.results')}>
      {!value && <RowsSkeleton label={t('page.loading')} rows={3} />}
      {value?.lines.every(({ votes }) => votes === 0) && (
        <Typography color="textSecondary">{t('rounds.notVoted')}</Typography>
      )}
      <ol className={classes.list}>
        {value?.lines
          .filter(({ votes }) => votes > 0)
          .map(({ requestId, title, votes, tenants }) => (
            <li key={requestId} className={classes.line}>
              <Link to={`${root}/${requestId}`}>{title}</Link>{' '}
              <span className={classes.figures}>
                {t('rounds.votesCount', { count: votes })} ·{' '}
                {t('rounds.tenantsFor', { count: tenants })}
              </span>
            </li>
          ))}
      </ol>
    </Section>
  );
}
