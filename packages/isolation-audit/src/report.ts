import { Finding, Findings, SurfaceCount } from './findings';

/** Without --verbose a surface lists this many of its findings. */
const SHOWN_PER_SURFACE = 12;

/** The report's last line, made to be read by scripts. */
export function lastLine(findings: Findings): string {
  const { surfaces } = findings;
  const sum = (pick: (surface: SurfaceCount) => number) =>
    surfaces.reduce((total, surface) => total + pick(surface), 0);
  return [
    'isolation:',
    `surfaces=${surfaces.length}`,
    `probes=${sum(({ probes }) => probes)}`,
    `leaks=${sum(({ leak }) => leak)}`,
    `oracles=${sum(({ oracle }) => oracle)}`,
    `writes=${sum(({ write }) => write)}`,
  ].join(' ');
}

export function isClean(findings: Findings): boolean {
  return findings.list.length === 0;
}

/** A table by surface, then what was found with the request that finds it again. */
export function renderReport(findings: Findings, verbose: boolean): string {
  return [
    renderTable(findings.surfaces),
    ...findings.surfaces.flatMap(({ surface }) =>
      renderSurface(
        surface,
        findings.list.filter(finding => finding.surface === surface),
        verbose,
      ),
    ),
  ].join('\n');
}

function renderTable(surfaces: readonly SurfaceCount[]): string {
  const rows = [
    ['surface', 'probes', 'leaks', 'oracles', 'writes'],
    ...surfaces.map(({ surface, probes, leak, oracle, write }) =>
      [surface, probes, leak, oracle, write].map(String),
    ),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) =>
          column === 0
            ? cell.padEnd(widths[column])
            : cell.padStart(widths[column]),
        )
        .join('  '),
    )
    .join('\n');
}

function renderSurface(
  surface: string,
  found: readonly Finding[],
  verbose: boolean,
): string[] {
  if (found.length === 0) {
    return [];
  }
  const shown = verbose ? found : found.slice(0, SHOWN_PER_SURFACE);
  const left = found.length - shown.length;
  return [
    '',
    surface,
    ...shown.flatMap(({ kind, prober, request, found: what }) => [
      `  ${kind} for ${prober}: ${request}`,
      `    ${what}`,
    ]),
    ...(left > 0 ? [`  … and ${left} more: --verbose lists all`] : []),
  ];
}
