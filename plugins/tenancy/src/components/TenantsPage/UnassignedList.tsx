import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Container } from '@backstage/ui';
import { UnassignedEntity } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { tenancyApiRef } from '../../api/TenancyApi';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { PagedTable } from '../presentation/PagedTable';
import { RowsSkeleton } from '../presentation/RowsSkeleton';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  intro: { margin: theme.spacing(2, 0), maxWidth: '80ch' },
  entity: { minWidth: 200, overflowWrap: 'anywhere' },
  reason: { minWidth: 240, maxWidth: '60ch' },
}));

/** What belongs to no tenant, why, and what to do about it. */
export function UnassignedList() {
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const pages = useCursorPages('unassigned', cursor =>
    tenancyApi.listUnassigned({ limit: PAGE_SIZE, cursor }),
  );
  return (
    <Container className={classes.content}>
      {pages.error && (
        <FailureNotice
          title={t('failure.unassigned')}
          error={pages.error}
          onRetry={pages.retry}
        />
      )}
      {!pages.error && !pages.page && (
        <RowsSkeleton label={t('tenants.loading')} />
      )}
      {pages.page?.totalItems === 0 && (
        <Notice title={t('unassigned.emptyTitle')}>
          <Typography>{t('unassigned.empty')}</Typography>
        </Notice>
      )}
      {pages.page && pages.page.totalItems > 0 && (
        <>
          <Typography className={classes.intro}>
            {t('unassigned.intro')}
          </Typography>
          <PagedTable
            label={t('tenants.tabs.unassigned')}
            pages={pages}
            rowKey={item => item.entityRef}
            columns={[
              {
                title: t('refused.entity'),
                render: item => <Unassigned item={item} />,
              },
              {
                title: t('refused.reason'),
                render: item => (
                  <div className={classes.reason}>{item.reason.message}</div>
                ),
              },
              {
                title: t('refused.whatToDo'),
                render: item => (
                  <div className={classes.reason}>
                    <WhatToDo code={item.reason.code} />
                  </div>
                ),
              },
            ]}
          />
        </>
      )}
    </Container>
  );
}

function WhatToDo(props: { code: UnassignedEntity['reason']['code'] }) {
  const { code } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  switch (code) {
    case 'NO_CLAIM':
    case 'NO_MEMBERSHIP':
      return <>{t(`unassigned.todo.${code}`)}</>;
    default:
      return <>{t(`refused.todo.${code}`)}</>;
  }
}

function Unassigned(props: { item: UnassignedEntity }) {
  const { entityRef, title, location } = props.item;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const [, address] = /^url:(https?:\/\/.+)$/.exec(location ?? '') ?? [];
  return (
    <div className={classes.entity}>
      <EntityRefLink entityRef={entityRef} title={title} />
      <Typography variant="body2" color="textSecondary">
        {entityRef}
      </Typography>
      {address && <Link to={address}>{t('refused.openFile')}</Link>}
    </div>
  );
}
