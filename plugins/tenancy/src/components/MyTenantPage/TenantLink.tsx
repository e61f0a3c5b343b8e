import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ReactNode } from 'react';
import { rootRouteRef } from '../../routes';
import { TenantTab } from './tenantTabs';

/** The address of a tab of a tenant; of my tenant where none is named. */
export function useTenantAddress(): (to?: {
  tenant?: string;
  tab?: TenantTab;
}) => string {
  const root = useRouteRef(rootRouteRef)();
  return ({ tenant, tab } = {}) => {
    const path = tab && tab !== 'overview' ? `${root}/${tab}` : root;
    return tenant ? `${path}?${new URLSearchParams({ tenant })}` : path;
  };
}

/** A link to a tab of a tenant. */
export function TenantLink(props: {
  tenant?: string;
  tab?: TenantTab;
  children: ReactNode;
}) {
  const { tenant, tab, children } = props;
  const addressOf = useTenantAddress();
  return <Link to={addressOf({ tenant, tab })}>{children}</Link>;
}
