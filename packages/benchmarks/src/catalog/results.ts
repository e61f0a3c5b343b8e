import { Asker } from './Asker';
import { Figures } from './benchCatalog';
import { QuestionName } from './questions';

/** What is promised of the cost, and whether it is kept. */
export type Results = {
  readonly entities: number;
  /** Of the worst person and list: p95 with tenancy over p95 with allow-all. */
  readonly listRatio: number;
  /** The same for the first list of somebody who asked nothing for seconds. */
  readonly firstRatio: number;
  readonly facetsRatio: number;
  /** The worst question: p95 of somebody in 100 groups over p95 of somebody in one. */
  readonly groupsFlat: number;
  readonly gateP95Ms: number;
  readonly searchIsExact: boolean;
};

const WARM: readonly QuestionName[] = [
  'list',
  'list with total',
  'by-refs',
  'facets',
  'search',
];

export function resultsOf(figures: Figures): Results {
  const { allowAll, tenancy, gate, search } = figures;
  const p95 = (asker: Asker, question: QuestionName): number => {
    const samples = figures.measurements.get(asker);
    if (!samples) {
      throw new RangeError(`${asker.name} was not asked`);
    }
    return samples[question].p95;
  };
  const worst = (question: QuestionName): number =>
    Math.max(...tenancy.map(asker => p95(asker, question))) /
    p95(allowAll, question);
  const [inOne] = tenancy;
  const inMost = tenancy[tenancy.length - 1];
  return {
    entities: figures.entities,
    listRatio: Math.max(worst('list'), worst('list with total')),
    firstRatio: worst('first'),
    facetsRatio: worst('facets'),
    groupsFlat: Math.max(
      ...WARM.map(question => p95(inMost, question) / p95(inOne, question)),
    ),
    gateP95Ms: gate.list.p95,
    searchIsExact:
      search.shortPages === 0 &&
      search.found === search.visible &&
      search.count === search.visible,
  };
}

/** The most that the promise allows. */
const goals = {
  listRatio: 1.15,
  facetsRatio: 1.15,
  groupsFlat: 1.15,
  gateP95Ms: 1,
} as const;

/** @returns in words, what is missed */
export function missedGoals(results: Results): string[] {
  const { listRatio, facetsRatio, groupsFlat, gateP95Ms, searchIsExact } =
    results;
  return [
    ...(listRatio > goals.listRatio
      ? [
          `lists take ${times(listRatio)} allow-all at p95, not ${times(
            goals.listRatio,
          )}`,
        ]
      : []),
    ...(facetsRatio > goals.facetsRatio
      ? [
          `facets take ${times(facetsRatio)} allow-all at p95, not ${times(
            goals.facetsRatio,
          )}`,
        ]
      : []),
    ...(groupsFlat > goals.groupsFlat
      ? [
          `somebody in 100 groups waits ${times(
            groupsFlat,
          )} as long as somebody in one at p95, not ${times(goals.groupsFlat)}`,
        ]
      : []),
    ...(gateP95Ms > goals.gateP95Ms
      ? [
          `the gate takes ${gateP95Ms.toFixed(
            2,
          )} ms for a page of 20 at p95, not ${goals.gateP95Ms} ms`,
        ]
      : []),
    ...(searchIsExact
      ? []
      : [
          'the tenant does not find all of its own on full pages with the true count',
        ]),
  ];
}

function times(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}
