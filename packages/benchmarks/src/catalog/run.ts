import { cpus, totalmem } from 'node:os';
import { PostgresServer } from '../portal/PostgresServer';
import { HELP, parseArguments } from './arguments';
import { benchCatalog } from './benchCatalog';
import { renderFigures, renderResults } from './report';
import { missedGoals, resultsOf } from './results';

/** @returns the exit code: 0, or 1 if a goal is missed and that was asked for */
export async function runCatalog(args: readonly string[]): Promise<number> {
  const { help, check, sizes, rounds } = parseArguments(args);
  if (help) {
    process.stdout.write(HELP);
    return 0;
  }
  const start = Date.now();
  const progress = (text: string) =>
    process.stderr.write(
      `${((Date.now() - start) / 1000).toFixed(0).padStart(5)} s  ${text}\n`,
    );
  const server = await PostgresServer.start();
  try {
    process.stdout.write(`${machine()}\n`);
    const missed: string[] = [];
    for (const entities of sizes) {
      const figures = await benchCatalog(
        server,
        { entities, rounds },
        progress,
      );
      const results = resultsOf(figures);
      const misses = missedGoals(results);
      missed.push(...misses);
      process.stdout.write(
        [
          '',
          renderFigures(figures),
          ...misses.map(miss => `missed: ${miss}`),
          renderResults(results),
          '',
        ].join('\n'),
      );
    }
    return check && missed.length > 0 ? 1 : 0;
  } finally {
    await server.stop();
  }
}

function machine(): string {
  const processors = cpus();
  return `${processors.length} × ${processors[0].model}, ${Math.round(
    totalmem() / 1024 ** 3,
  )} GiB, Node ${process.version}`;
}
