import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { matchPath, useLocation } from 'react-router-dom';
import { rootRouteRef } from '../../routes';

/** Where a request is filed that is about something, or came up somewhere. */
export function useNewRequestAddress() {
  const root = useRouteRef(rootRouteRef)();
  return (given: { about?: string; from?: string }): string => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(given)) {
      if (value) {
        search.set(name, value);
      }
    }
    const query = search.toString();
    return `${root}/new${query && `?${query}`}`;
  };
}

/**
 * Where a request is filed from the page that is open now: on the page of an
 * entity it is about that entity, elsewhere it remembers the page.
 */
export function useNewRequestAddressHere(): string {
  const addressOf = useNewRequestAddress();
  const root = useRouteRef(rootRouteRef)();
  const entityRoute = useRouteRef(entityRouteRef);
  const { pathname, search } = useLocation();
  const pattern = decodeURIComponent(
    entityRoute({ kind: ':kind', namespace: ':namespace', name: ':name' }),
  );
  const match = matchPath({ path: pattern, end: false }, pathname)?.params;
  if (match?.kind && match.namespace && match.name) {
    const { kind, namespace, name } = match;
    return addressOf({ about: stringifyEntityRef({ kind, namespace, name }) });
  }
  return pathname === '/' || pathname.startsWith(root)
    ? addressOf({})
    : addressOf({ from: `${pathname}${search}` });
}
