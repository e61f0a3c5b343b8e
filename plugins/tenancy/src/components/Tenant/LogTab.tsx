import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Tenant, TenantEvent } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { tenancyApiRef } from '../../api/TenancyApi';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { PagedTable } from '../presentation/PagedTable';
import { RelativeTime } from '../presentation/RelativeTime';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { EventActor } from './EventActor';
import { changedLines } from './tenantChangeLines';

/** More are shown when asked for: a new tenant has all of them. */
const SHOWN_FIELDS = 3;

const useStyles = makeStyles(theme => ({
  when: { whiteSpace: 'nowrap' },
  who: { minWidth: 140, overflowWrap: 'anywhere' },
  what: { minWidth: 120 },
  changes: { margin: 0, minWidth: 240, maxWidth: '70ch' },
  field: { fontWeight: 600, '&:not(:first-child)': { marginTop: 8 } },
  line: { margin: 0, overflowWrap: 'anywhere' },
  sign: {
    display: 'inline-block',
    width: theme.spacing(2),
    fontWeight: 600,
  },
  hidden: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
}));

/** Who did what to a tenant and when, the latest first. */
export function LogTab(props: { tenant: Tenant }) {
  const { tenant } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const pages = useCursorPages(
    `events of ${tenant.id} ${tenant.updatedAt}`,
    cursor => tenancyApi.listEvents(tenant.id, { limit: PAGE_SIZE, cursor }),
  );

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.events')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.page) {
    return <RowsSkeleton label={t('page.loading')} />;
  }
  if (pages.page.totalItems === 0) {
    return (
      <Notice title={t('log.emptyTitle')}>
        <Typography>{t('log.empty')}</Typography>
      </Notice>
    );
  }
  return (
    <PagedTable
      label={t('tabs.log')}
      pages={pages}
      rowKey={event => event.id}
      columns={[
        {
          title: t('log.when'),
          render: event => (
            <div className={classes.when}>
              <RelativeTime iso={event.at} />
            </div>
          ),
        },
        {
          title: t('log.who'),
          render: event => (
            <div className={classes.who}>
              <EventActor event={event} />
            </div>
          ),
        },
        {
          title: t('log.what'),
          render: event => (
            <div className={classes.what}>
              {t(`log.action.${event.action}`)}
            </div>
          ),
        },
        {
          title: t('log.changes'),
          render: event => <Changes event={event} />,
        },
      ]}
    />
  );
}

function Changes(props: { event: TenantEvent }) {
  const { changes } = props.event;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const fields = Object.entries(changes)
    .map(([field, change]) => ({ field, lines: changedLines(change) }))
    .filter(({ lines }) => lines.removed.length + lines.added.length > 0);
  if (fields.length === 0) {
    return null;
  }
  const list = (
    <dl className={classes.changes}>
      {fields.map(({ field, lines }) => [
        <dt key={field} className={classes.field}>
          <FieldName field={field} />
        </dt>,
        ...lines.removed.map(line => (
          <dd key={`${field} - ${line}`} className={classes.line}>
            <span aria-hidden className={classes.sign}>
              −
            </span>
            <span className={classes.hidden}>{t('log.removed')}</span>
            <del>{line}</del>
          </dd>
        )),
        ...lines.added.map(line => (
          <dd key={`${field} + ${line}`} className={classes.line}>
            <span aria-hidden className={classes.sign}>
              +
            </span>
            <span className={classes.hidden}>{t('log.added')}</span>
            {line}
          </dd>
        )),
      ])}
    </dl>
  );
  return fields.length > SHOWN_FIELDS ? (
    <details>
      <summary>{t('log.fields', { number: String(fields.length) })}</summary>
      {list}
    </details>
  ) : (
    list
  );
}

const FIELDS = [
  'title',
  'description',
  'state',
  'platform',
  'class',
  'signIn',
  'groups',
  'admins',
  'namespaces',
  'locations',
  'entitlements',
  'quotas',
  'registered',
] as const;

/** Fields that a newer backend knows and we do not go by their own name. */
function FieldName(props: { field: string }) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const known = FIELDS.find(field => field === props.field);
  return <>{known ? t(`log.field.${known}`) : props.field}</>;
}
