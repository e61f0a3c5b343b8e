import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  catalogApiRef,
  EntityRefLink,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { TenantTitles } from '../../audience/displayNames';
import { EntityFilter, queryPage } from '../../catalog/tenantEntities';
import { PAGE_SIZE, useCursorPages } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';
import { EntityAudiencePill } from '../EntityAudience/AudiencePill';
import { titleOf } from '../EntityPicker/findEntities';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice, NoticeButton } from '../presentation/Notice';
import { Column, PagedTable } from '../presentation/PagedTable';
import { RowsSkeleton } from '../presentation/RowsSkeleton';

/** A paged table of the catalog entries that a filter selects. */
export function EntityList(props: {
  label: string;
  filter: EntityFilter;
  /** Part of a name or title; all where it is empty. */
  text: string;
  titles: TenantTitles;
  onClear(): void;
}) {
  const { label, filter, text, titles, onClear } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const columns = useEntityColumns(titles);
  const pages = useCursorPages(JSON.stringify([filter, text]), cursor =>
    queryPage(catalogApi, { filter, text, limit: PAGE_SIZE, cursor }),
  );

  if (pages.error) {
    return (
      <FailureNotice
        title={t('failure.entities')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.page) {
    return <RowsSkeleton label={t('page.loading')} />;
  }
  if (pages.page.items.length === 0) {
    return (
      <Notice
        title={t('entities.noMatchTitle')}
        action={
          <NoticeButton onClick={onClear}>{t('entities.clear')}</NoticeButton>
        }
      >
        <Typography>{t('entities.noMatchDescription')}</Typography>
      </Notice>
    );
  }
  return (
    <PagedTable
      label={label}
      pages={pages}
      rowKey={stringifyEntityRef}
      columns={columns}
    />
  );
}

function useEntityColumns(titles: TenantTitles): Column<Entity>[] {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return [
    {
      title: t('entities.name'),
      render: entity => (
        <EntityRefLink entityRef={entity} title={titleOf(entity)} />
      ),
    },
    {
      title: t('entities.kind'),
      render: entity =>
        [entity.kind, entity.spec?.type].filter(Boolean).join(' · '),
    },
    {
      title: t('entities.owner'),
      render: entity => {
        const owners = getEntityRelations(entity, RELATION_OWNED_BY);
        return owners.length > 0 ? (
          <EntityRefLinks entityRefs={owners} defaultKind="group" hideIcons />
        ) : (
          t('entities.noOwner')
        );
      },
    },
    {
      title: t('entities.audience'),
      render: entity => <EntityAudiencePill entity={entity} titles={titles} />,
    },
  ];
}
