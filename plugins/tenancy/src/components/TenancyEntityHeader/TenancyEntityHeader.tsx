import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityRefLinks,
  getEntityRelations,
  useEntity,
  useEntityPresentation,
  useStarredEntity,
} from '@backstage/plugin-catalog-react';
import { EntityHeaderLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { ButtonIcon, Header } from '@backstage/ui';
import StarIcon from '@material-ui/icons/Star';
import StarBorderIcon from '@material-ui/icons/StarBorder';
import { ComponentProps } from 'react';
import { tenancyTranslationRef } from '../../translation';
import { EntityAudienceChip } from '../EntityAudience/EntityAudienceChip';
import { EntityActionsMenu } from './EntityActionsMenu';

type Metadata = NonNullable<ComponentProps<typeof Header>['metadata']>;

/**
 * The catalog's own entity header with one thing more: who may see the entity.
 *
 * The catalog offers no place for an addition to its header, only to replace
 * it, so this repeats what the header shows. Of its parts the actions menu is
 * not handed to a replacement either; see {@link EntityActionsMenu}.
 */
export function TenancyEntityHeader(props: EntityHeaderLayoutProps) {
  const { tabs, activeTabId } = props;
  const { entity } = useEntity();
  const presentation = useEntityPresentation(entity);
  const metadata = useHeaderMetadata(entity);
  const type = entity.spec?.type?.toString();
  return (
    <Header
      title={presentation.primaryTitle}
      tags={[{ label: entity.kind }, ...(type ? [{ label: type }] : [])]}
      metadata={metadata}
      tabs={tabs}
      activeTabId={activeTabId}
      customActions={
        <>
          <StarButton entity={entity} />
          <EntityActionsMenu entity={entity} />
        </>
      }
    />
  );
}

function useHeaderMetadata(entity: Entity): Metadata {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const parents = getEntityRelations(entity, RELATION_PART_OF);
  const lifecycle = entity.spec?.lifecycle?.toString();
  const metadata: Metadata = [
    { label: t('audience.visibleTo'), value: <EntityAudienceChip /> },
  ];
  if (owners.length > 0) {
    metadata.push({
      label: t('header.owner'),
      value: (
        <EntityRefLinks entityRefs={owners} defaultKind="group" hideIcons />
      ),
    });
  }
  for (const parent of parents) {
    metadata.push({
      label: t(parentLabel(parent.kind)),
      value: <EntityRefLinks entityRefs={[parent]} hideIcons />,
    });
  }
  if (lifecycle) {
    metadata.push({ label: t('header.lifecycle'), value: lifecycle });
  }
  return metadata;
}

function parentLabel(kind: string) {
  switch (kind.toLocaleLowerCase('en-US')) {
    case 'system':
      return 'header.system';
    case 'domain':
      return 'header.domain';
    default:
      return 'header.partOf';
  }
}

function StarButton(props: { entity: Entity }) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { isStarredEntity, toggleStarredEntity } = useStarredEntity(
    props.entity,
  );
  return (
    <ButtonIcon
      variant="secondary"
      aria-label={t(isStarredEntity ? 'header.unstar' : 'header.star')}
      icon={
        isStarredEntity ? (
          <StarIcon fontSize="small" />
        ) : (
          <StarBorderIcon fontSize="small" />
        )
      }
      onPress={() => toggleStarredEntity()}
    />
  );
}
