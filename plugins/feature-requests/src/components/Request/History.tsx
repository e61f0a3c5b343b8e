import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequest,
  FieldChange,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
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
  event: {
    padding: theme.spacing(1.25, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 0 },
  },
  what: { fontWeight: 600 },
  before: { color: theme.palette.text.secondary },
  change: {
    margin: theme.spacing(0.5, 0, 0),
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
  },
}));

/** Longer texts are cut: what matters is that they changed. */
const SHOWN_LENGTH = 300;

/** What happened to a request, the latest first. */
export function History(props: { request: FeatureRequest }) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const pages = useMorePages(`${request.id} ${request.updatedAt}`, cursor =>
    boardApi.ask('listRequestEvents', {
      path: { requestId: request.id },
      query: { limit: PAGE_SIZE, cursor },
    }),
  );
  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.history')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.items) {
    return <RowsSkeleton label={t('page.loading')} rows={4} />;
  }
  return (
    <>
      <ul className={classes.list}>
        {pages.items.map(event => (
          <li key={event.id} className={classes.event}>
            <InlineMeta>
              <Typography
                component="span"
                variant="body2"
                color="textPrimary"
                className={classes.what}
              >
                {t(`event.${event.action}`)}
              </Typography>
              {event.actor ? (
                <EntityName entityRef={event.actor} />
              ) : (
                t('request.somebody')
              )}
              <RelativeTime iso={event.at} />
            </InlineMeta>
            {event.changes.map(change => (
              <Change key={change.field} change={change} />
            ))}
          </li>
        ))}
      </ul>
      {pages.more && (
        <Button variant="outlined" onClick={pages.more}>
          {t('board.more')}
        </Button>
      )}
    </>
  );
}

function Change(props: { change: FieldChange }) {
  const { field, before, after } = props.change;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <Typography variant="body2" className={classes.change}>
      {field}:{' '}
      {before !== null && (
        <>
          <del className={classes.before}>{cut(before)}</del> →{' '}
        </>
      )}
      {after === null || after === '' ? t('event.nothing') : cut(after)}
    </Typography>
  );
}

function cut(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
