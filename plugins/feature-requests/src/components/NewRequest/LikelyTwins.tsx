import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Suggestion } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useEffect, useId, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useDebounce from 'react-use/esm/useDebounce';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { FailureMessage } from '../presentation/FailureMessage';
import { LiveAnnouncer } from '../presentation/LiveAnnouncer';
import { StatusChip } from '../presentation/StatusChip';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2) },
  title: { fontSize: theme.typography.pxToRem(15), fontWeight: 600, margin: 0 },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  twin: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 0 },
  },
  name: { flex: '1 1 260px', overflowWrap: 'anywhere' },
  demand: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
}));

/** Long enough to type the next letters, short enough not to be waited for. */
const PAUSE_MS = 200;
/** Fewer letters would be like everything. */
const SHORTEST = 4;

/** Requests like the one being typed, each to vote for instead. */
export function LikelyTwins(props: {
  title: string;
  about: string;
  onVoted(requestId: string): void;
}) {
  const { title, about, onVoted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const headingId = useId();
  const twins = useTwins(title.trim(), about);
  return (
    <>
      <LiveAnnouncer
        message={
          twins.length > 0 ? t('twins.found', { count: twins.length }) : ''
        }
      />
      {twins.length > 0 && (
        <Paper
          component="section"
          variant="outlined"
          className={classes.root}
          aria-labelledby={headingId}
        >
          <Typography id={headingId} component="h2" className={classes.title}>
            {t('twins.title')}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {t('twins.why')}
          </Typography>
          <ul className={classes.list}>
            {twins.map(twin => (
              <Twin key={twin.id} twin={twin} onVoted={onVoted} />
            ))}
          </ul>
        </Paper>
      )}
    </>
  );
}

function Twin(props: { twin: Suggestion; onVoted(requestId: string): void }) {
  const { twin, onVoted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const [voting, vote] = useAsyncFn(async () => {
    await boardApi.ask('putVote', { path: { requestId: twin.id }, body: {} });
    onVoted(twin.id);
  }, [boardApi, twin.id, onVoted]);
  return (
    <li className={classes.twin}>
      <span className={classes.name}>
        {/* The draft is kept, but half a thought is easier to end in place. */}
        <Link to={`${root}/${twin.id}`} target="_blank">
          {twin.title}
        </Link>
      </span>
      <StatusChip status={twin.status} />
      <span className={classes.demand}>
        <DemandHeadline demand={twin} />
      </span>
      {twin.voted ? (
        <Typography variant="body2" color="textSecondary">
          {t('twins.voted')}
        </Typography>
      ) : (
        <Button
          size="small"
          variant="outlined"
          color="primary"
          disabled={voting.loading}
          aria-label={t('twins.voteOf', { title: twin.title })}
          onClick={vote}
        >
          {t('twins.vote')}
        </Button>
      )}
      {voting.error && <FailureMessage error={voting.error} />}
    </li>
  );
}

/** The last ones stay while the next are on their way: nothing flickers. */
function useTwins(title: string, about: string): readonly Suggestion[] {
  const boardApi = useApi(featureRequestsApiRef);
  const [settled, setSettled] = useState(title);
  useDebounce(() => setSettled(title), PAUSE_MS, [title]);
  const [twins, setTwins] = useState<readonly Suggestion[]>([]);
  const { value } = useAsync(
    async () =>
      settled.length < SHORTEST
        ? []
        : // Without suggestions a request can be filed all the same.
          boardApi
            .ask('suggestRequests', {
              query: {
                title: settled.slice(0, 200),
                ...(about && { about }),
                limit: 5,
              },
            })
            .then(
              ({ items }) => items,
              () => [],
            ),
    [boardApi, settled, about],
  );
  useEffect(() => {
    if (value) {
      setTwins(value);
    }
  }, [value]);
  return title.length < SHORTEST ? [] : twins;
}
