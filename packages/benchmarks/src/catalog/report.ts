import { Figures } from './benchCatalog';
import { questionNames } from './questions';
import { Results } from './results';

export function renderFigures(figures: Figures): string {
  const { entities, rounds, allowAll, owner, tenancy, gate, search } = figures;
  const askers = [allowAll, ...owner, ...tenancy];
  const rows = questionNames.flatMap(question =>
    askers.map(asker => {
      const samples = figures.measurements.get(asker)?.[question];
      const share = figures.shares.get(asker)?.get(question);
      const base = figures.measurements.get(allowAll)?.[question];
      if (!samples || !share || !base) {
        throw new RangeError(`${asker.name} was not asked for ${question}`);
      }
      return [
        question,
        asker.name,
        samples.p50.toFixed(1),
        samples.p95.toFixed(1),
        (samples.p50 / base.p50).toFixed(2),
        (samples.p95 / base.p95).toFixed(2),
        share.allMs.toFixed(1),
        share.slowestMs.toFixed(1),
      ];
    }),
  );
  const table = renderTable([
    [
      'question',
      'asked by',
      'p50 ms',
      'p95 ms',
      'p50 ×',
      'p95 ×',
      'in PostgreSQL',
      'of it one query',
    ],
    ...rows,
  ]);
  return [
    `${entities} entities, ${rounds} rounds`,
    table,
    `gate, a page of 20: p50 ${gate.list.p50.toFixed(
      2,
    )} ms, p95 ${gate.list.p95.toFixed(
      2,
    )} ms; with finding out who asks: p50 ${gate.first.p50.toFixed(
      2,
    )} ms, p95 ${gate.first.p95.toFixed(2)} ms`,
    `search: a tenant that sees ${
      search.visible
    } of ${entities} entities is told that there are ${
      search.count ?? 'some'
    }, and finds ${search.found} on ${search.pages} pages, ${
      search.shortPages
    } of them short, in ${(search.ms / 1000).toFixed(1)} s`,
  ].join('\n');
}

export function renderResults(results: Results): string {
  const { entities, listRatio, groupsFlat, facetsRatio, gateP95Ms } = results;
  return `catalog: entities=${entities} list_ratio_p95=${listRatio.toFixed(
    2,
  )} groups_flat=${groupsFlat.toFixed(
    2,
  )} facets_ratio_p95=${facetsRatio.toFixed(2)} gate_p95_ms=${gateP95Ms.toFixed(
    2,
  )}`;
}

/** Numbers to the right, words to the left. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column < 2
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
