import { LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  featureRequestsApiRef,
  RequestsQuery,
} from '../../api/FeatureRequestsApi';
import { countFilters } from '../../board/boardQuery';
import { PAGE_SIZE, useMorePages } from '../../paging/useMorePages';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { useVotes } from '../../vote/useVotes';
import { FailureNotice } from '../presentation/FailureNotice';
import { LiveAnnouncer } from '../presentation/LiveAnnouncer';
import { Notice, NoticeButton } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { KeyboardHelp } from './KeyboardHelp';
import { RequestRow } from './RequestRow';
import { useListKeys } from './useListKeys';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gap: theme.spacing(1.5),
    minWidth: 0,
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  stale: { opacity: 0.55 },
  foot: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
  },
}));

/** The requests that a query selects, page after page. */
export function RequestList(props: {
  query: RequestsQuery;
  /** Takes the filters off, where somebody set them. */
  onClear?: () => void;
  /** In place of the words for an empty board. */
  empty?: { title: string; description: string; newRequest: string };
}) {
  const { query, onClear, empty } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const navigate = useNavigate();
  const root = useRouteRef(rootRouteRef)();
  const listRef = useRef<HTMLDivElement>(null);
  const [announced, setAnnounced] = useState('');
  const votes = useVotes();
  const pages = useMorePages(JSON.stringify(query), cursor =>
    boardApi.ask('listRequests', {
      query: { ...query, limit: PAGE_SIZE, cursor },
    }),
  );
  const keys = useListKeys(listRef, id => navigate(`${root}/${id}`));
  const { items } = pages;

  if (pages.error && !items) {
    return (
      <FailureNotice
        title={t('failure.requests')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!items) {
    return <RowsSkeleton label={t('page.loading')} rows={10} />;
  }
  if (items.length === 0 && onClear && (query.text || countFilters(query))) {
    return (
      <Notice
        title={t('board.noMatchTitle')}
        action={
          <NoticeButton onClick={onClear}>{t('filters.clear')}</NoticeButton>
        }
      >
        <Typography>{t('board.noMatch')}</Typography>
      </Notice>
    );
  }
  if (items.length === 0) {
    return (
      <Notice
        title={empty?.title ?? t('board.emptyTitle')}
        action={
          <LinkButton
            variant="contained"
            color="primary"
            to={empty?.newRequest ?? `${root}/new`}
          >
            {t('page.new')}
          </LinkButton>
        }
      >
        <Typography>{empty?.description ?? t('board.empty')}</Typography>
      </Notice>
    );
  }
  return (
    <div
      ref={listRef}
      className={`${classes.list} ${pages.loading ? classes.stale : ''}`}
      aria-busy={pages.loading}
    >
      {items.map(request => (
        <RequestRow
          key={request.id}
          request={request}
          votes={votes}
          onVoted={setAnnounced}
        />
      ))}
      {pages.error && (
        <FailureNotice
          title={t('failure.requests')}
          error={pages.error}
          onRetry={pages.retry}
        />
      )}
      <div className={classes.foot}>
        {pages.more ? (
          <Button variant="outlined" onClick={pages.more}>
            {t('board.more')}
          </Button>
        ) : (
          <Typography variant="body2" color="textSecondary">
            {!pages.loading && t('board.end')}
          </Typography>
        )}
        <KeyboardHelp keys={keys} />
      </div>
      <LiveAnnouncer message={announced} />
    </div>
  );
}
