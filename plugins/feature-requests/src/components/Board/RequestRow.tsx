import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequestSummary,
  MyVote,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useStatusView } from '../../board/BoardContext';
import { refTitle } from '../../catalog/refTitle';
import { nameMentions } from '../../markdown/mentions';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { Votes } from '../../vote/useVotes';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { EntityName } from '../presentation/EntityName';
import { FailureMessage } from '../presentation/FailureMessage';
import { InlineMeta } from '../presentation/InlineMeta';
import { Pill } from '../presentation/Pill';
import { RelativeTime } from '../presentation/RelativeTime';
import { StatusChip } from '../presentation/StatusChip';
import { VoteButton } from '../presentation/VoteButton';
import { VoteDetails } from './VoteDetails';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(2),
    '&:focus-visible, &:focus-within': {
      borderColor: theme.palette.primary.main,
    },
    '&:focus': { outline: 'none' },
    '&:focus-visible': {
      boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
    },
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 1),
    alignItems: 'center',
    marginBottom: theme.spacing(0.5),
  },
  title: {
    fontSize: theme.typography.pxToRem(16),
    fontWeight: 600,
    margin: 0,
    overflowWrap: 'anywhere',
  },
  excerpt: {
    margin: theme.spacing(0, 0, 1),
    display: '-webkit-box',
    WebkitLineClamp: 2,
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    maxWidth: '90ch',
  },
  demand: { color: theme.palette.text.primary },
  vote: { alignSelf: 'start' },
}));

/** One request in a list, to read, to open and to vote for. */
export function RequestRow(props: {
  request: FeatureRequestSummary;
  votes: Votes;
  /** What a vote that failed says, and what one that succeeded opens. */
  onVoted?: (message: string) => void;
}) {
  const { request, votes, onVoted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const isOpen = useStatusView()(request.status).open;
  const [details, setDetails] = useState(false);
  const { myVote, demand, error } = votes.of(request);

  const importanceOf = ({ importance }: MyVote) =>
    importance ? t(`importance.${importance}`) : t('vote.sayImportance');
  const toggle = async () => {
    const { title } = request;
    if (myVote) {
      setDetails(false);
      onVoted?.(t('vote.takenBack', { title }));
      await votes.withdraw(request);
    } else {
      setDetails(true);
      onVoted?.(t('vote.cast', { title }));
      await votes.cast(request);
    }
  };

  return (
    <Paper
      variant="outlined"
      component="article"
      className={classes.row}
      tabIndex={-1}
      aria-label={request.title}
      data-request={request.id}
    >
      <div className={classes.vote}>
        <VoteButton
          title={request.title}
          voted={myVote !== null}
          // What is over can no longer be asked for; a vote can be taken back.
          disabled={request.mergedInto !== null || (!isOpen && !myVote)}
          onToggle={toggle}
        />
      </div>
      <div>
        <div className={classes.head}>
          <Typography component="h3" className={classes.title}>
            <Link to={`${root}/${request.id}`}>{request.title}</Link>
          </Typography>
          <StatusChip status={request.status} />
          {request.visibility === 'tenant' && (
            <Pill>{t('visibility.tenantShort')}</Pill>
          )}
          {request.wantsHelp && <Pill tone="accent">{t('help.pill')}</Pill>}
          {request.hidden && (
            <Pill tone="danger">{t('moderation.hidden')}</Pill>
          )}
        </div>
        {request.excerpt && (
          <Typography
            variant="body2"
            color="textSecondary"
            className={classes.excerpt}
          >
            {nameMentions(request.excerpt)}
          </Typography>
        )}
        <InlineMeta>
          <span className={classes.demand}>
            <DemandHeadline demand={demand} />
          </span>
          {request.about && (
            <EntityName
              entityRef={request.about.entityRef}
              title={request.about.title}
            />
          )}
          {request.category}
          {request.author && refTitle(request.author)}
          <RelativeTime iso={request.createdAt} />
          {request.comments > 0 &&
            t('comments.count', { count: request.comments })}
          {myVote && !details && (
            <Button
              size="small"
              aria-label={t('vote.changeOf', {
                importance: importanceOf(myVote),
                title: request.title,
              })}
              onClick={() => setDetails(true)}
            >
              {importanceOf(myVote)}
            </Button>
          )}
        </InlineMeta>
        {error && <FailureMessage error={error} />}
        {myVote && details && (
          <VoteDetails
            vote={myVote}
            onSave={change => votes.cast(request, change)}
            onDone={() => setDetails(false)}
          />
        )}
      </div>
    </Paper>
  );
}
