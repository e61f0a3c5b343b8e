import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { boardSorts, noFilters, parseBoardQuery } from '../../board/boardQuery';
import { useAddressFilters } from '../../board/useAddressFilters';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { BoardHeader } from './BoardHeader';
import { BoardToolbar } from './BoardToolbar';
import { FacetPanel } from './FacetPanel';
import { RequestList } from './RequestList';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  columns: {
    display: 'grid',
    gridTemplateColumns: '240px minmax(0, 1fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
    },
  },
}));

/** What people want: to search, to sort, to narrow down and to vote for. */
export function BoardScreen() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [address, setFilters] = useAddressFilters();
  const query = useMemo(() => parseBoardQuery(address), [address]);
  const { sort, ...filters } = query;
  const facets = useAsyncRetry(
    () => boardApi.ask('getFacets', { query: filters }),
    [boardApi, JSON.stringify(filters)],
  );
  return (
    <>
      <BoardHeader tab="board" />
      <Container className={classes.content}>
        <BoardToolbar
          query={query}
          total={facets.value?.total}
          onChange={setFilters}
        />
        <div className={classes.columns}>
          {facets.error ? (
            <FailureNotice
              title={t('failure.facets')}
              error={facets.error}
              onRetry={facets.retry}
            />
          ) : (
            <FacetPanel
              query={query}
              facets={facets.value}
              onChange={setFilters}
            />
          )}
          <RequestList
            // With a text, its relevance is the order until one is chosen.
            query={
              query.text ? query : { ...query, sort: sort ?? boardSorts[0] }
            }
            onClear={() => setFilters(noFilters)}
          />
        </div>
      </Container>
    </>
  );
}
