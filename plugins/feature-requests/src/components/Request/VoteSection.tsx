import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { useStatusView } from '../../board/BoardContext';
import { featureRequestsTranslationRef } from '../../translation';
import { useVotes } from '../../vote/useVotes';
import { VoteDetails } from '../Board/VoteDetails';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { FailureMessage } from '../presentation/FailureMessage';
import { LiveAnnouncer } from '../presentation/LiveAnnouncer';
import { Section } from '../presentation/Section';
import { VoteButton } from '../presentation/VoteButton';
import { RequestPart } from './RequestView';
import { WatchButton } from './WatchButton';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginTop: theme.spacing(1),
  },
  headline: { fontSize: theme.typography.pxToRem(20) },
  counts: { marginTop: theme.spacing(0.5) },
}));

/** How much it is wanted, and one's own part in it. */
export function VoteSection(props: RequestPart) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const isOpen = useStatusView()(request.status).open;
  const votes = useVotes();
  const [announced, setAnnounced] = useState('');
  const { myVote, demand, error } = votes.of(request);
  const { title } = request;
  const toggle = () => {
    setAnnounced(t(myVote ? 'vote.takenBack' : 'vote.cast', { title }));
    return myVote ? votes.withdraw(request) : votes.cast(request);
  };
  const { importance } = demand;
  const matters = [
    importance.critical > 0 &&
      t('demand.critical', { number: String(importance.critical) }),
    importance.important > 0 &&
      t('demand.important', { number: String(importance.important) }),
    importance.niceToHave > 0 &&
      t('demand.niceToHave', { number: String(importance.niceToHave) }),
  ].filter(Boolean);
  return (
    <Section title={t('demand.title')}>
      <div className={classes.headline}>
        <DemandHeadline demand={demand} />
      </div>
      {matters.length > 0 && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.counts}
        >
          {matters.join(' · ')}
        </Typography>
      )}
      <div className={classes.row}>
        <VoteButton
          wide
          title={title}
          voted={myVote !== null}
          disabled={!(myVote ? true : request.may.vote && isOpen)}
          onToggle={toggle}
        />
        <WatchButton request={request} />
      </div>
      {!isOpen && !myVote && (
        <Typography variant="body2" color="textSecondary">
          {t('vote.over')}
        </Typography>
      )}
      {error && <FailureMessage error={error} />}
      {myVote && (
        <VoteDetails
          // A vote that came from elsewhere brings its own words.
          key={myVote.castAt}
          vote={myVote}
          onSave={details => votes.cast(request, details)}
          onDone={() => setAnnounced(t('vote.saved'))}
        />
      )}
      {myVote?.castBy && (
        <Typography variant="body2" color="textSecondary">
          {t('vote.castBy', { person: myVote.castBy })}
        </Typography>
      )}
      <LiveAnnouncer message={announced} />
    </Section>
  );
}
