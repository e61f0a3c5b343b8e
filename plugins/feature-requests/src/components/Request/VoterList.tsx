import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequest } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { PAGE_SIZE, useMorePages } from '../../paging/useMorePages';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityName } from '../presentation/EntityName';
import { FailureNotice } from '../presentation/FailureNotice';
import { InlineMeta } from '../presentation/InlineMeta';
import { RelativeTime } from '../presentation/RelativeTime';
import { RowsSkeleton } from '../presentation/RowsSkeleton';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  voter: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

/** Who voted, of those whom one may see: one's own tenant at least. */
export function VoterList(props: { request: FeatureRequest }) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [others, setOthers] = useState(0);
  const pages = useMorePages(request.id, async cursor => {
    const page = await boardApi.ask('listVotes', {
      path: { requestId: request.id },
      query: { limit: PAGE_SIZE, cursor },
    });
    setOthers(page.others);
    return page;
  });
  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.voters')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.items) {
    return <RowsSkeleton label={t('page.loading')} rows={3} />;
  }
  return (
    <>
      <ul className={classes.list}>
        {pages.items.map(vote => (
          <li key={vote.voter} className={classes.voter}>
            <EntityName entityRef={vote.voter} />
            <InlineMeta>
              {vote.importance && t(`importance.${vote.importance}`)}
              {vote.application && <EntityName entityRef={vote.application} />}
              <RelativeTime iso={vote.castAt} />
            </InlineMeta>
            {vote.why && <Typography variant="body2">{vote.why}</Typography>}
          </li>
        ))}
      </ul>
      {others > 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('demand.otherVoters', { count: others })}
        </Typography>
      )}
      {pages.items.length === 0 && others === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('demand.noVoters')}
        </Typography>
      )}
      {pages.more && (
        <Button size="small" onClick={pages.more}>
          {t('board.more')}
        </Button>
      )}
    </>
  );
}
