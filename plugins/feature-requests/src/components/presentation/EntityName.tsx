import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { refTitle } from '../../catalog/refTitle';

/** A link to an entity of the catalog, by a name that reads well. */
export function EntityName(props: { entityRef: string; title?: string }) {
  const { entityRef, title } = props;
  return (
    <EntityRefLink
      entityRef={parseEntityRef(entityRef)}
      title={title ?? refTitle(entityRef)}
      hideIcon
    />
  );
}
