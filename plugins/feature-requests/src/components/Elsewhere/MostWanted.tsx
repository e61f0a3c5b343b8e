import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RequestStatus } from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import {
  featureRequestsApiRef,
  RequestsQuery,
} from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { FailureNotice } from '../presentation/FailureNotice';
import { InlineMeta } from '../presentation/InlineMeta';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { StatusChip } from '../presentation/StatusChip';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  request: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    '&:first-child': { borderTop: 0 },
  },
  title: { fontWeight: 600 },
}));

/** The open requests that are wanted most, in a few lines. */
export function MostWanted(props: {
  query: RequestsQuery;
  limit: number;
  empty: string;
}) {
  const { query, limit, empty } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const { view } = useBoard();
  const status: RequestStatus[] = view.statuses
    .filter(({ open }) => open)
    .map(one => one.status);
  const { value, error, retry } = useAsyncRetry(
    () =>
      boardApi.ask('listRequests', {
        query: { sort: 'most-wanted', status, ...query, limit },
      }),
    [boardApi, JSON.stringify([query, limit])],
  );
  if (error) {
    return (
      <FailureNotice
        title={t('failure.requests')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!value) {
    return <RowsSkeleton label={t('page.loading')} rows={limit} />;
  }
  if (value.items.length === 0) {
    return <Typography color="textSecondary">{empty}</Typography>;
  }
  return (
    <ul className={classes.list}>
      {value.items.map(request => (
        <li key={request.id} className={classes.request}>
          <div className={classes.title}>
            <Link to={`${root}/${request.id}`}>{request.title}</Link>
          </div>
          <InlineMeta>
            <DemandHeadline demand={request.demand} />
            <StatusChip status={request.status} />
          </InlineMeta>
        </li>
      ))}
    </ul>
  );
}
