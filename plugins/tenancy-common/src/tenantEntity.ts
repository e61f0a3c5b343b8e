import { Entity } from '@backstage/catalog-model';
import { TenantDeclaration } from './tenant';

/** @public */
export const TENANT_API_VERSION = 'commonhold.io/v1alpha1';

/** @public */
export const TENANT_KIND = 'Tenant';

/**
 * A tenant in the catalog. Only the tenancy plugin makes these.
 *
 * @public
 */
export interface TenantEntityV1alpha1 extends Entity {
  apiVersion: typeof TENANT_API_VERSION;
  kind: typeof TENANT_KIND;
  spec: {
    type: 'tenant' | 'platform';
    state: TenantDeclaration['state'];
    class: TenantDeclaration['class'];
    groups: string[];
  };
}
