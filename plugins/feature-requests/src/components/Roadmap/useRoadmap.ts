import { useApi } from '@backstage/core-plugin-api';
import {
  FeatureRequestSummary,
  Roadmap,
} from '@commonhold/plugin-feature-requests-common';
import { useEffect, useRef, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import {
  featureRequestsApiRef,
  RequestsQuery,
} from '../../api/FeatureRequestsApi';
import { planOf, putCard, RoadmapPlace } from './moveCard';

/**
 * The roadmap, on which a move shows at once and is taken back if it fails.
 * Moves are told to the server one after the other, in their order.
 */
export function useRoadmap(by: Roadmap['by'], query: RequestsQuery) {
  const boardApi = useApi(featureRequestsApiRef);
  const { sort, ...filters } = query;
  const {
    value,
    error,
    loading,
    retry: reload,
  } = useAsyncRetry(
    () => boardApi.ask('getRoadmap', { query: { ...filters, by } }),
    [boardApi, by, JSON.stringify(filters)],
  );
  const [shown, setShown] = useState<Roadmap>();
  const [moveError, setMoveError] = useState<Error>();
  const last = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => setShown(value), [value]);

  const move = (request: FeatureRequestSummary, to: RoadmapPlace) => {
    if (!shown) {
      return;
    }
    const plan = planOf(shown, request.id, to);
    setShown(putCard(shown, request, to));
    setMoveError(undefined);
    last.current = last.current.then(async () => {
      try {
        await boardApi.ask('putPlan', {
          path: { requestId: request.id },
          body: plan,
        });
      } catch (failure) {
        setMoveError(
          failure instanceof Error ? failure : new Error(String(failure)),
        );
        // Others may have moved things too: what the server says, holds.
        reload();
      }
    });
  };

  return { roadmap: shown, error, loading, reload, move, moveError };
}
