import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import {
  Report,
  ReportState,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useAddressFilters } from '../../board/useAddressFilters';
import { refTitle } from '../../catalog/refTitle';
import { PAGE_SIZE, useMorePages } from '../../paging/useMorePages';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { BoardHeader } from '../Board/BoardHeader';
import { EntityName } from '../presentation/EntityName';
import { FailureMessage } from '../presentation/FailureMessage';
import { FailureNotice } from '../presentation/FailureNotice';
import { InlineMeta } from '../presentation/InlineMeta';
import { Notice } from '../presentation/Notice';
import { ProductManagersOnly } from '../presentation/ProductManagersOnly';
import { RelativeTime } from '../presentation/RelativeTime';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { TokenButton } from '../presentation/TokenButton';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  states: {
    display: 'flex',
    gap: theme.spacing(0.75),
    border: 0,
    padding: 0,
    margin: theme.spacing(2, 0),
  },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
  },
  report: { padding: theme.spacing(2), overflowWrap: 'anywhere' },
  quote: {
    margin: theme.spacing(1, 0),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `3px solid ${theme.palette.divider}`,
    color: theme.palette.text.secondary,
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
  },
}));

const STATES: readonly ReportState[] = ['open', 'acted-on', 'dismissed'];

/** What people found wrong, for those who do something about it. */
export function ModerationScreen() {
  return (
    <>
      <BoardHeader tab="moderation" />
      <ProductManagersOnly>
        <Reports />
      </ProductManagersOnly>
    </>
  );
}

function Reports() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [address, setFilters] = useAddressFilters();
  const state = STATES.find(one => one === address.get('state')) ?? 'open';
  const [resolved, setResolved] = useState<readonly Report[]>([]);
  const pages = useMorePages(state, cursor =>
    boardApi.ask('listReports', { query: { state, limit: PAGE_SIZE, cursor } }),
  );
  const shown = pages.items?.map(
    report => resolved.find(({ id }) => id === report.id) ?? report,
  );
  return (
    <Container className={classes.content}>
      <fieldset className={classes.states} aria-label={t('reports.state')}>
        {STATES.map(one => (
          <TokenButton
            key={one}
            pressed={one === state}
            onPress={() => setFilters({ state: one === 'open' ? null : one })}
          >
            {t(`reports.${one}`)}
          </TokenButton>
        ))}
      </fieldset>
      {pages.error && (
        <FailureNotice
          title={t('failure.reports')}
          error={pages.error}
          onRetry={pages.retry}
        />
      )}
      {!pages.error && !shown && (
        <RowsSkeleton label={t('page.loading')} rows={6} />
      )}
      {shown?.length === 0 && (
        <Notice title={t('reports.emptyTitle')}>
          <Typography>{t('reports.empty')}</Typography>
        </Notice>
      )}
      <ul className={classes.list}>
        {shown?.map(report => (
          <li key={report.id}>
            <ReportCard
              report={report}
              onResolved={one => setResolved(current => [...current, one])}
            />
          </li>
        ))}
      </ul>
      {pages.more && (
        <Button variant="outlined" onClick={pages.more}>
          {t('board.more')}
        </Button>
      )}
    </Container>
  );
}

function ReportCard(props: {
  report: Report;
  onResolved(report: Report): void;
}) {
  const { report, onResolved } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const [resolving, resolve] = useAsyncFn(
    async (state: 'dismissed' | 'acted-on', hide: boolean) =>
      onResolved(
        await boardApi.ask('resolveReport', {
          path: { reportId: report.id },
          body: { state, ...(hide && { hide }) },
        }),
      ),
    [boardApi, report.id, onResolved],
  );
  return (
    <Paper variant="outlined" component="article" className={classes.report}>
      <InlineMeta>
        {t(report.commentId ? 'reports.onComment' : 'reports.onRequest')}
        <Link to={`${root}/${report.requestId}`}>{report.requestTitle}</Link>
        {report.reporter && (
          <>
            {t('reports.by')} <EntityName entityRef={report.reporter} />
          </>
        )}
        <RelativeTime iso={report.createdAt} />
      </InlineMeta>
      <blockquote className={classes.quote}>{report.excerpt}</blockquote>
      <Typography>
        {t('reports.reason')}: {report.reason}
      </Typography>
      {resolving.error && <FailureMessage error={resolving.error} />}
      {report.state === 'open' ? (
        <div className={classes.actions}>
          <Button
            size="small"
            variant="outlined"
            disabled={resolving.loading}
            onClick={() => resolve('acted-on', true)}
          >
            {t('reports.hide')}
          </Button>
          <Button
            size="small"
            variant="outlined"
            disabled={resolving.loading}
            onClick={() => resolve('acted-on', false)}
          >
            {t('reports.act')}
          </Button>
          <Button
            size="small"
            disabled={resolving.loading}
            onClick={() => resolve('dismissed', false)}
          >
            {t('reports.dismiss')}
          </Button>
        </div>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t(`reports.${report.state}`)}{' '}
          {report.resolvedBy &&
            t('reports.resolvedBy', { person: refTitle(report.resolvedBy) })}
        </Typography>
      )}
    </Paper>
  );
}
