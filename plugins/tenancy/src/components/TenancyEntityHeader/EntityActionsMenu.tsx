import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  AppNode,
  appTreeApiRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import {
  EntityContextMenuItemBlueprint,
  EntityContextMenuItemData,
} from '@backstage/plugin-catalog-react/alpha';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { tenancyTranslationRef } from '../../translation';

const ENTITY_PAGE = 'page:catalog/entity';

/**
 * The actions that plugins add to entity pages: copy the address, inspect,
 * unregister and so on.
 *
 * A replaced header does not receive them, but the app's extension tree, which
 * is public, says what is attached to the entity page.
 */
export function EntityActionsMenu(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { tree } = useApi(appTreeApiRef).getTree();
  const actions = actionsOf(tree.nodes.get(ENTITY_PAGE), entity);
  if (actions.length === 0) {
    return null;
  }
  return (
    <MenuTrigger>
      <ButtonIcon
        variant="secondary"
        aria-label={t('header.actions')}
        icon={<MoreVertIcon fontSize="small" />}
      />
      <Menu placement="bottom end">
        {actions.map(({ node, data }) => (
          <ExtensionBoundary
            key={node.spec.id}
            node={node}
            errorPresentation="error-api"
          >
            <ActionItem data={data} />
          </ExtensionBoundary>
        ))}
      </Menu>
    </MenuTrigger>
  );
}

type Action = {
  readonly node: AppNode;
  readonly data: EntityContextMenuItemData;
};

function actionsOf(page: AppNode | undefined, entity: Entity): Action[] {
  const { dataRefs } = EntityContextMenuItemBlueprint;
  const attached = page?.edges.attachments.get('contextMenuItems') ?? [];
  return attached.flatMap(node => {
    const data = node.instance?.getData(dataRefs.data);
    const applies = node.instance?.getData(dataRefs.filterFunction);
    return data && (applies?.(entity) ?? true) ? [{ node, data }] : [];
  });
}

function ActionItem(props: { data: EntityContextMenuItemData }) {
  const { icon, useProps } = props.data;
  const itemProps = useProps();
  return (
    <MenuItem
      iconStart={icon}
      href={'href' in itemProps ? itemProps.href : undefined}
      isDisabled={itemProps.disabled}
      onAction={() => {
        // Actions report their own failures; there is nothing to add here.
        Promise.resolve(itemProps.onClick?.()).catch(() => {});
      }}
    >
      {itemProps.title}
    </MenuItem>
  );
}
