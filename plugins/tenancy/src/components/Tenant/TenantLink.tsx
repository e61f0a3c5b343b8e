import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { createContext, ReactNode, useContext } from 'react';
import { rootRouteRef, tenantsRouteRef } from '../../routes';
import { TenantTab } from './tenantTabs';

/**
 * Where a tenant is looked at: on the page of its members, or on that of the
 * people who look after all tenants.
 */
export type TenantPlace = 'mine' | 'all';

const PlaceContext = createContext<TenantPlace>('mine');

export const TenantPlaceProvider = PlaceContext.Provider;

export function useTenantPlace(): TenantPlace {
  return useContext(PlaceContext);
}

/**
 * The address of a tab of a tenant, in the place where one is. Where none is
 * named: my tenant, or the list of all.
 */
export function useTenantAddress(): (to?: {
  tenant?: string;
  tab?: TenantTab;
}) => string {
  const place = useTenantPlace();
  const root = useRouteRef(place === 'all' ? tenantsRouteRef : rootRouteRef)();
  return ({ tenant, tab } = {}) => {
    const tabPath = tab && tab !== 'overview' ? `/${tab}` : '';
    if (place === 'all') {
      return tenant ? `${root}/${tenant}${tabPath}` : root;
    }
    const query = tenant ? `?${new URLSearchParams({ tenant })}` : '';
    return `${root}${tabPath}${query}`;
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
