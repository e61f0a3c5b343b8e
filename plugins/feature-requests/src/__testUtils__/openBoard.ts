import { Entity } from '@backstage/catalog-model';
import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import featureRequestsPlugin from '../alpha';
import { featureRequestsApiRef } from '../api/FeatureRequestsApi';
import { FakeBoard } from './FakeBoard';

/** Opens a page of the board as a browser would. */
export function openBoard(
  address: string,
  board: FakeBoard,
  entities: Entity[] = [],
) {
  return renderTestApp({
    features: [featureRequestsPlugin],
    initialRouteEntries: [address],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': convertLegacyRouteRef(entityRouteRef),
    },
    apis: [
      [featureRequestsApiRef, board.api],
      [catalogApiRef, catalogApiMock({ entities })],
    ],
  });
}
