import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Refusal, Tenant } from '@commonhold/plugin-tenancy-common';
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

const useStyles = makeStyles(theme => ({
  intro: { marginBottom: theme.spacing(2), maxWidth: '80ch' },
  entity: { minWidth: 200, overflowWrap: 'anywhere' },
  ref: { fontWeight: 600 },
  reason: { minWidth: 240, maxWidth: '60ch' },
}));

/** What the catalog refused from a tenant's repositories, and how to mend it. */
export function RefusedTab(props: { tenant: Tenant }) {
  const { tenant } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const pages = useCursorPages(`refusals of ${tenant.id}`, cursor =>
    tenancyApi.listRefusals(tenant.id, { limit: PAGE_SIZE, cursor }),
  );

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.refusals')}
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
      <Notice title={t('refused.emptyTitle')}>
        <Typography>{t('refused.emptyDescription')}</Typography>
      </Notice>
    );
  }
  return (
    <>
      <Typography className={classes.intro}>{t('refused.intro')}</Typography>
      <PagedTable
        label={t('tabs.refused')}
        pages={pages}
        rowKey={refusal => `${refusal.entityRef} ${refusal.location}`}
        columns={[
          {
            title: t('refused.entity'),
            render: refusal => <RefusedEntity refusal={refusal} />,
          },
          {
            title: t('refused.reason'),
            render: refusal => (
              <div className={classes.reason}>{refusal.message}</div>
            ),
          },
          {
            title: t('refused.whatToDo'),
            render: refusal => (
              <div className={classes.reason}>
                {t(`refused.todo.${refusal.code}`)}
              </div>
            ),
          },
          {
            title: t('refused.seen'),
            render: refusal => <RelativeTime iso={refusal.lastSeenAt} />,
          },
        ]}
      />
    </>
  );
}

function RefusedEntity(props: { refusal: Refusal }) {
  const { entityRef, location } = props.refusal;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const [, address] = /^url:(https?:\/\/.+)$/.exec(location) ?? [];
  return (
    <div className={classes.entity}>
      <div className={classes.ref}>{entityRef}</div>
      {address ? (
        <Link to={address}>{t('refused.openFile')}</Link>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {location}
        </Typography>
      )}
    </div>
  );
}
