import { cpus, totalmem } from 'node:os';
import { PostgresServer } from '../portal/PostgresServer';
import { Samples } from '../catalog/Samples';
import { HELP, parseArguments } from './arguments';
import { BoardPortal } from './BoardPortal';
import { personas } from './estate';
import { loadBoard } from './loadBoard';
import { Figures, measureBoard } from './measureBoard';

const DATABASE = 'board';
const GOAL_MS = 50;
const GOAL_VOTES_PER_S = 1000;

/** @returns the exit code: 0, or 1 if a goal is missed and that was asked for */
export async function runBoard(args: readonly string[]): Promise<number> {
  const { help, check, ...size } = parseArguments(args);
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
  let portal: BoardPortal | undefined;
  try {
    await server.createDatabase(DATABASE);
    portal = await BoardPortal.start(server.configOf(DATABASE));
    progress('the portal runs');
    await server.with(DATABASE, client => loadBoard(client, size, progress));
    const tokens: string[] = [];
    for (const persona of personas) {
      tokens.push(await portal.signIn(persona));
    }
    progress(`${personas.length} people are signed in`);
    const figures = await measureBoard(portal, tokens, size, progress);
    const missed = missedGoals(figures);
    process.stdout.write(
      [
        `${cpus().length} × ${cpus()[0].model}, ${Math.round(
          totalmem() / 1024 ** 3,
        )} GiB, Node ${process.version}; ${size.requests} requests, ${
          size.votes
        } votes`,
        ...rows(figures),
        ...missed.map(name => `missed: ${name}`),
        resultLine(figures),
        '',
      ].join('\n'),
    );
    return check && missed.length > 0 ? 1 : 0;
  } finally {
    await portal?.stop();
    await server.stop();
  }
}

function rows(figures: Figures): string[] {
  const row = (name: string, samples: Samples) =>
    `${name.padEnd(34)} p50 ${ms(samples.p50).padStart(7)} ms   p95 ${ms(
      samples.p95,
    ).padStart(7)} ms`;
  return [
    ...[...figures.lists].map(([sort, samples]) => row(sort, samples)),
    row('page 1,000, every sort', figures.deep),
    row('wanted by my tenant, every sort', figures.tenant),
    row('search', figures.search),
    row('suggestions', figures.suggest),
    row('vote on the hottest', figures.vote),
    row(`vote, ${personas.length} people at once`, figures.burst),
  ];
}

function missedGoals(figures: Figures): string[] {
  const { votesPerSecond, errors } = figures;
  const slow = (
    ['list', 'deep', 'tenant', 'search', 'suggest', 'vote', 'burst'] as const
  ).filter(name => figures[name].p95 > GOAL_MS);
  return [
    ...slow.map(
      name => `${name} p95 ${ms(figures[name].p95)} ms > ${GOAL_MS} ms`,
    ),
    ...(votesPerSecond < GOAL_VOTES_PER_S
      ? [`${Math.round(votesPerSecond)} votes/s < ${GOAL_VOTES_PER_S}`]
      : []),
    ...(errors > 0 ? [`${errors} errors`] : []),
  ];
}

function resultLine(figures: Figures): string {
  const { list, deep, search, suggest, vote, votesPerSecond, errors } = figures;
  return `board: list_p95_ms=${ms(list.p95)} deep_p95_ms=${ms(
    deep.p95,
  )} search_p95_ms=${ms(search.p95)} suggest_p95_ms=${ms(
    suggest.p95,
  )} vote_p95_ms=${ms(vote.p95)} votes_per_s=${Math.round(
    votesPerSecond,
  )} errors=${errors}`;
}

function ms(value: number): string {
  return value.toFixed(1);
}
