import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { RequestStatus } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useAddressFilters } from '../../board/useAddressFilters';
import { PAGE_SIZE, useMorePages } from '../../paging/useMorePages';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { BoardHeader } from '../Board/BoardHeader';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { ProductManagersOnly } from '../presentation/ProductManagersOnly';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { StatusChip } from '../presentation/StatusChip';
import { PriorityCell } from './PriorityCell';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  intro: { maxWidth: '80ch', margin: theme.spacing(2, 0) },
  sort: { minWidth: 180, marginBottom: theme.spacing(2) },
  title: { fontWeight: 600, minWidth: 220, overflowWrap: 'anywhere' },
  more: { marginTop: theme.spacing(2) },
}));

const SORTS = ['most-wanted', 'priority', 'trending'] as const;

/** What to build next: priority beside demand, never instead of it. */
export function PrioritiesScreen() {
  return (
    <>
      <BoardHeader tab="priorities" />
      <ProductManagersOnly>
        <Priorities />
      </ProductManagersOnly>
    </>
  );
}

function Priorities() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const sortId = useId();
  const { view } = useBoard();
  const [address, setFilters] = useAddressFilters();
  const sort = SORTS.find(one => one === address.get('sort')) ?? SORTS[0];
  const open: RequestStatus[] = view.statuses
    .filter(status => status.open)
    .map(({ status }) => status);
  const pages = useMorePages(JSON.stringify([sort, open]), cursor =>
    boardApi.ask('listRequests', {
      query: { sort, status: open, limit: PAGE_SIZE, cursor },
    }),
  );
  return (
    <Container className={classes.content}>
      <Typography className={classes.intro} color="textSecondary">
        {t('priorities.intro')}
      </Typography>
      <TextField
        id={sortId}
        className={classes.sort}
        select
        SelectProps={{ native: true }}
        size="small"
        variant="outlined"
        label={t('priorities.sort')}
        value={sort}
        onChange={event => setFilters({ sort: event.target.value })}
      >
        {SORTS.map(one => (
          <option key={one} value={one}>
            {t(`sort.${one}`)}
          </option>
        ))}
      </TextField>
      {pages.error && (
        <FailureNotice
          title={t('failure.requests')}
          error={pages.error}
          onRetry={pages.retry}
        />
      )}
      {!pages.error && !pages.items && (
        <RowsSkeleton label={t('page.loading')} rows={8} />
      )}
      {pages.items?.length === 0 && (
        <Notice
          title={t(
            sort === 'priority'
              ? 'priorities.noneTitle'
              : 'priorities.emptyTitle',
          )}
        >
          <Typography>
            {t(sort === 'priority' ? 'priorities.none' : 'priorities.empty')}
          </Typography>
        </Notice>
      )}
      {pages.items && pages.items.length > 0 && (
        <TableContainer component={Paper}>
          <Table size="small" aria-label={t('priorities.table')}>
            <TableHead>
              <TableRow>
                {(['request', 'status', 'demand', 'wsjf'] as const).map(
                  column => (
                    <TableCell key={column} scope="col">
                      {t(`priorities.${column}`)}
                    </TableCell>
                  ),
                )}
              </TableRow>
            </TableHead>
            <TableBody>
              {pages.items.map(request => (
                <TableRow key={request.id}>
                  <TableCell className={classes.title}>
                    <Link to={`${root}/${request.id}`}>{request.title}</Link>
                  </TableCell>
                  <TableCell>
                    <StatusChip status={request.status} />
                  </TableCell>
                  <TableCell>
                    <DemandHeadline demand={request.demand} />
                  </TableCell>
                  <TableCell>
                    <PriorityCell request={request} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {pages.more && (
        <Button
          variant="outlined"
          className={classes.more}
          onClick={pages.more}
        >
          {t('board.more')}
        </Button>
      )}
    </Container>
  );
}
