import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { VotingRound } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { hasStatus } from '../../api/failures';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useIsProductManager } from '../../board/BoardContext';
import { Markdown } from '../../markdown/Markdown';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { BallotForm } from './BallotForm';
import { RoundFacts } from './RoundFacts';
import { RoundResultsSection } from './RoundResultsSection';

const useStyles = makeStyles(theme => ({
  content: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0, 6),
  },
}));

/** One voting round: the ballot while it is open, what came out of it after. */
export function RoundScreen() {
  const { roundId = '' } = useParams();
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const isProductManager = useIsProductManager();
  const [round, setRound] = useState<VotingRound>();
  const { value, error, retry } = useAsyncRetry(
    () => boardApi.ask('getRound', { path: { roundId } }),
    [boardApi, roundId],
  );
  useEffect(() => setRound(value), [value]);
  const back = <Link to={`${root}/rounds`}>{t('rounds.back')}</Link>;

  if (error && hasStatus(error, 404)) {
    return (
      <Container>
        <Notice title={t('rounds.unknownTitle')} action={back}>
          <Typography>{t('rounds.unknown')}</Typography>
        </Notice>
      </Container>
    );
  }
  if (error) {
    return (
      <Container>
        <FailureNotice
          title={t('failure.rounds')}
          error={error}
          onRetry={retry}
        />
      </Container>
    );
  }
  if (!round) {
    return (
      <Container>
        <RowsSkeleton label={t('page.loading')} rows={6} />
      </Container>
    );
  }
  return (
    <Container>
      <div className={classes.content}>
        <div>{back}</div>
        <Typography variant="h3">{round.title}</Typography>
        <RoundFacts round={round} />
        {round.description && <Markdown text={round.description} />}
        {isProductManager && (
          <RoundStateButton round={round} onChanged={setRound} />
        )}
        <BallotForm round={round} />
        {(round.state === 'closed' || isProductManager) && (
          <RoundResultsSection round={round} />
        )}
        {round.state === 'open' && !isProductManager && (
          <Typography variant="body2" color="textSecondary">
            {t('rounds.noResults')}
          </Typography>
        )}
      </div>
    </Container>
  );
}

function RoundStateButton(props: {
  round: VotingRound;
  onChanged(round: VotingRound): void;
}) {
  const { round, onChanged } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [asking, setAsking] = useState(false);
  if (round.state === 'closed') {
    return null;
  }
  const opens = round.state === 'draft';
  const words = t(opens ? 'rounds.openRound' : 'rounds.closeRound');
  return (
    <div>
      <Button
        variant="outlined"
        color="primary"
        onClick={() => setAsking(true)}
      >
        {words}
      </Button>
      {asking && (
        <ActionDialog
          title={words}
          confirm={words}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const changed = await boardApi.ask('updateRound', {
              path: { roundId: round.id },
              body: { state: opens ? 'open' : 'closed' },
            });
            setAsking(false);
            onChanged(changed);
          }}
        >
          <Typography>
            {t(opens ? 'rounds.openExplained' : 'rounds.closeExplained')}
          </Typography>
        </ActionDialog>
      )}
    </div>
  );
}
