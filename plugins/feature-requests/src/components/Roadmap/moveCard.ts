import {
  FeatureRequestSummary,
  NewPlan,
  Roadmap,
  RoadmapColumn,
} from '@commonhold/plugin-feature-requests-common';
import { horizons } from '../../board/boardQuery';

/** A place on the roadmap; rows are counted from 0. */
export type RoadmapPlace = { readonly column: string; readonly row: number };

/**
 * The roadmap with a request moved to another place. What is not there, stays.
 *
 * @param to - as seen after the request was taken out of where it was
 */
export function moveCard(
  roadmap: Roadmap,
  requestId: string,
  to: RoadmapPlace,
): Roadmap {
  const moved = findCard(roadmap, requestId);
  return moved ? putCard(roadmap, moved, to) : roadmap;
}

/** The roadmap with a request in a place, wherever it was before. */
export function putCard(
  roadmap: Roadmap,
  request: FeatureRequestSummary,
  to: RoadmapPlace,
): Roadmap {
  const columns = roadmap.columns.map((column): RoadmapColumn => {
    const without = column.items.filter(({ id }) => id !== request.id);
    const gone = column.items.length - without.length;
    const arrives = column.id === to.column;
    return {
      ...column,
      total: column.total - gone + (arrives ? 1 : 0),
      items: arrives
        ? [...without.slice(0, to.row), request, ...without.slice(to.row)]
        : without,
    };
  });
  return { ...roadmap, columns };
}

export function findCard(
  roadmap: Roadmap,
  requestId: string,
): FeatureRequestSummary | undefined {
  return roadmap.columns
    .flatMap(({ items }) => items)
    .find(({ id }) => id === requestId);
}

/** What is told to the server of a request that was moved. */
export function planOf(
  roadmap: Roadmap,
  requestId: string,
  to: RoadmapPlace,
): NewPlan {
  const others = roadmap.columns
    .find(({ id }) => id === to.column)
    ?.items.filter(({ id }) => id !== requestId);
  const after = others?.[to.row - 1]?.id ?? null;
  return roadmap.by === 'horizon'
    ? { horizon: horizons.find(one => one === to.column) ?? 'none', after }
    : { increment: to.column, after };
}
