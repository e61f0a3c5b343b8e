import { parseEntityRef } from '@backstage/catalog-model';
import { ProviderTarget } from '@commonhold/plugin-platform-resources-node';

/**
 * Where the manifests of a resource are:
 * `[DIRECTORY/]TENANT/KIND-NAMESPACE-NAME/LEAF/OVERLAY.INSTANCE.yaml`. From the target alone,
 * so that it is found without knowing what it should be.
 */
export function pathOf(target: ProviderTarget): string {
  const { application, tenant, leaf, overlay, instance, id } = target;
  const { directory } = target.providerConfig;
  const { kind, namespace, name } = parseEntityRef(application);
  const plain = instance.replace(/[^a-zA-Z0-9._-]+/g, '-').slice(0, 100);
  // Two instances may become alike when what a file name cannot hold is replaced.
  const file = plain === instance ? plain : `${plain}-${id.slice(0, 8)}`;
  return [
    ...(typeof directory === 'string' ? directory.split('/') : []),
    tenant,
    `${kind}-${namespace}-${name}`,
    ...leaf.split('/'),
    `${overlay}.${file}.yaml`,
  ]
    .filter(part => part !== '' && part !== '.' && part !== '..')
    .join('/');
}
