import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Ballot,
  quadraticCost,
  VotingRound,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import RemoveIcon from '@material-ui/icons/Remove';
import { useEffect, useId, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useDraft } from '../../draft/useDraft';
import { tenantTitle } from '../../catalog/refTitle';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';
import { FailureNotice } from '../presentation/FailureNotice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { Section } from '../presentation/Section';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  name: { flex: '1 1 220px', overflowWrap: 'anywhere' },
  votes: { minWidth: 72, textAlign: 'center' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
  },
}));

/** How a tenant spreads its credits. */
export function BallotForm(props: { round: VotingRound }) {
  const { round } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const { me } = useBoard();
  const tenantId = useId();
  const [tenant, setTenant] = useState(me.tenants[0]);
  if (!tenant || round.state === 'draft') {
    return null;
  }
  return (
    <Section title={t('rounds.ballot', { tenant: tenantTitle(tenant) })}>
      {me.tenants.length > 1 && (
        <TextField
          id={tenantId}
          select
          SelectProps={{ native: true }}
          size="small"
          variant="outlined"
          label={t('rounds.tenant')}
          value={tenant}
          onChange={event => setTenant(event.target.value)}
        >
          {me.tenants.map(one => (
            <option key={one} value={one}>
              {tenantTitle(one)}
            </option>
          ))}
        </TextField>
      )}
      <BallotOf key={tenant} round={round} tenant={tenant} />
    </Section>
  );
}

function BallotOf(props: { round: VotingRound; tenant: string }) {
  const { round, tenant } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [ballot, setBallot] = useState<Ballot>();
  const { value, error, retry } = useAsyncRetry(
    () =>
      boardApi.ask('getBallot', {
        path: { roundId: round.id },
        query: { tenant },
      }),
    [boardApi, round.id, tenant],
  );
  useEffect(() => setBallot(value), [value]);
  if (error) {
    return (
      <FailureNotice
        title={t('failure.ballot')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!ballot) {
    return <RowsSkeleton label={t('page.loading')} rows={4} />;
  }
  return (
    <BallotLines
      ballot={ballot}
      editable={round.state === 'open' && ballot.mayVote}
      onCast={setBallot}
    />
  );
}

function BallotLines(props: {
  ballot: Ballot;
  editable: boolean;
  onCast(ballot: Ballot): void;
}) {
  const { ballot, editable, onCast } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const { me } = useBoard();
  const { draft, change, discard } = useDraft<Record<string, number>>(
    `${me.userEntityRef}.ballot.${ballot.roundId}.${ballot.tenant}`,
    {},
  );
  const votesOf = (requestId: string) =>
    (editable ? draft[requestId] : undefined) ??
    ballot.lines.find(line => line.requestId === requestId)?.votes ??
    0;
  const spent = ballot.lines.reduce(
    (sum, { requestId }) => sum + quadraticCost(votesOf(requestId)),
    0,
  );
  const left = ballot.credits - spent;
  const [casting, cast] = useAsyncFn(async () => {
    const saved = await boardApi.ask('putBallot', {
      path: { roundId: ballot.roundId },
      body: {
        tenant: ballot.tenant,
        allocations: ballot.lines.map(({ requestId }) => ({
          requestId,
          votes: votesOf(requestId),
        })),
      },
    });
    discard();
    onCast(saved);
    return true;
  }, [boardApi, ballot, draft]);
  const set = (requestId: string, votes: number) =>
    change({ ...draft, [requestId]: Math.max(0, votes) });
  return (
    <>
      <ul className={classes.list}>
        {ballot.lines.map(({ requestId, title }) => {
          const votes = votesOf(requestId);
          return (
            <li key={requestId} className={classes.line}>
              <span className={classes.name}>
                <Link to={`${root}/${requestId}`}>{title}</Link>
              </span>
              <span role="group" aria-label={t('rounds.votesFor', { title })}>
                {editable && (
                  <IconButton
                    size="small"
                    aria-label={t('rounds.oneLess', { title })}
                    disabled={votes === 0}
                    onClick={() => set(requestId, votes - 1)}
                  >
                    <RemoveIcon fontSize="small" />
                  </IconButton>
                )}
                <span className={classes.votes} aria-live="polite">
                  {t('rounds.votesCount', { count: votes })}
                </span>
                {editable && (
                  <IconButton
                    size="small"
                    aria-label={t('rounds.oneMore', { title })}
                    // The next vote costs what makes the square larger.
                    disabled={quadraticCost(votes + 1) - votes * votes > left}
                    onClick={() => set(requestId, votes + 1)}
                  >
                    <AddIcon fontSize="small" />
                  </IconButton>
                )}
              </span>
              <Typography variant="body2" color="textSecondary">
                {t('rounds.cost')}: {quadraticCost(votes)}
              </Typography>
            </li>
          );
        })}
      </ul>
      <div className={classes.foot}>
        <Typography aria-live="polite">
          {left >= 0
            ? t('rounds.credits', {
                left: String(left),
                credits: String(ballot.credits),
              })
            : t('rounds.overspent', { number: String(-left) })}
        </Typography>
        {editable && (
          <Button
            variant="contained"
            color="primary"
            disabled={casting.loading || left < 0}
            onClick={cast}
          >
            {t(casting.loading ? 'form.working' : 'rounds.save')}
          </Button>
        )}
      </div>
      {casting.error && <FailureMessage error={casting.error} />}
      {casting.value && !casting.loading && (
        <Typography variant="body2" role="status">
          {t('rounds.saved')}
        </Typography>
      )}
      {!ballot.mayVote && (
        <Typography variant="body2" color="textSecondary">
          {t('rounds.onlyAdmins')}
        </Typography>
      )}
    </>
  );
}
