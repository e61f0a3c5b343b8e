import { Samples } from '../catalog/Samples';
import { Answer, BoardPortal, Method } from './BoardPortal';

const SORTS = [
  'most-wanted',
  'most-applications',
  'most-people',
  'trending',
  'newest',
  'recently-updated',
];

const SEARCHES = [
  'kafka retention',
  'alert',
  'restore database backup',
  'quota per namespace',
  'canary rollback',
  'kafka topic sch',
  'pipeline cache build',
  'certificate',
];

const TYPED = [
  'Add kafka topic retention per environment',
  'Show consumer lag on a dashboard for each team',
  'Automate database restore before a weekend',
  'Rotate secrets without a deploy',
  'Allow canary rel',
  'Export cost report per team and quarter',
];

/** Page 1,000 of 20 begins behind so many. */
const DEEP = 20_000;
const FAR = 100;

const BURST_MS = 10_000;

export type Figures = {
  readonly lists: ReadonlyMap<string, Samples>;
  readonly list: Samples;
  readonly deep: Samples;
  readonly tenant: Samples;
  readonly search: Samples;
  readonly suggest: Samples;
  /** One person, one vote after another. */
  readonly vote: Samples;
  /** Fifty people at once. */
  readonly burst: Samples;
  readonly votesPerSecond: number;
  readonly errors: number;
};

/** Asks as people do, over HTTP. */
export async function measureBoard(
  portal: BoardPortal,
  tokens: readonly string[],
  options: { readonly rounds: number; readonly requests: number },
  progress: (text: string) => void,
): Promise<Figures> {
  const { rounds, requests } = options;
  const failures: Answer[] = [];
  const ask = async (token: string, method: Method, url: string) => {
    const answer = await portal.as(token, method, url);
    if (answer.status !== 200) {
      failures.push(answer);
    }
    return answer;
  };
  const member = tokens[0];
  const sample = async (urls: readonly string[], times: number) => {
    const samples = new Samples();
    // What is asked first warms caches, of the database and of the code.
    for (const url of urls) {
      await ask(member, 'GET', url);
    }
    for (let round = 0; round < times; round++) {
      const url = urls[round % urls.length];
      samples.add((await ask(member, 'GET', url)).ms);
    }
    return samples;
  };

  const lists = new Map<string, Samples>();
  const list = new Samples();
  for (const sort of SORTS) {
    const samples = await sample([`/requests?sort=${sort}`], rounds);
    lists.set(sort, samples);
    samples.each(ms => list.add(ms));
  }
  progress('lists are measured');
  const deep = new Samples();
  for (const sort of SORTS) {
    const cursor = await cursorBehind(
      Math.min(DEEP, requests / 2),
      async rest => ask(member, 'GET', `/requests?sort=${sort}&${rest}`),
    );
    const url = `/requests?sort=${sort}&cursor=${cursor}`;
    (await sample([url], rounds)).each(ms => deep.add(ms));
  }
  progress('page 1,000 is measured');
  const tenant = await sample(
    SORTS.map(sort => `/requests?sort=${sort}&tenant=t0`),
    rounds * 2,
  );
  const search = await sample(
    SEARCHES.map(text => `/requests?text=${encodeURIComponent(text)}`),
    rounds * 2,
  );
  const suggest = await sample(
    TYPED.map(title => `/suggestions?title=${encodeURIComponent(title)}`),
    rounds * 2,
  );
  progress('filter, search and suggestions are measured');

  const first = await ask(member, 'GET', '/requests?sort=most-people&limit=1');
  const hottest: string = JSON.parse(first.text).items[0].id;
  const toggle = async (token: string, turn: number) =>
    ask(token, turn % 2 ? 'DELETE' : 'PUT', `/requests/${hottest}/vote`);
  const vote = new Samples();
  for (let turn = 0; turn < rounds * 2; turn++) {
    vote.add((await toggle(member, turn)).ms);
  }
  // Everybody is known before it is measured, as they are during a working day.
  await Promise.all(tokens.map(token => toggle(token, 0)));
  const burst = new Samples();
  let counted = 0;
  const start = performance.now();
  await Promise.all(
    tokens.map(async token => {
      for (let turn = 1; performance.now() - start < BURST_MS; turn++) {
        const answer = await toggle(token, turn);
        burst.add(answer.ms);
        counted += JSON.parse(answer.text).changed === true ? 1 : 0;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  progress(`${counted} votes were cast at once`);
  if (failures.length > 0) {
    progress(`the first error: ${failures[0].status} ${failures[0].text}`);
  }
  return {
    lists,
    list,
    deep,
    tenant,
    search,
    suggest,
    vote,
    burst,
    votesPerSecond: counted / seconds,
    errors: failures.length,
  };
}

/** Turns pages until so many requests are behind. */
async function cursorBehind(
  count: number,
  ask: (rest: string) => Promise<Answer>,
): Promise<string> {
  let cursor = '';
  for (let behind = 0; behind < count; behind += FAR) {
    const { text } = await ask(`limit=${FAR}${cursor && `&cursor=${cursor}`}`);
    cursor = JSON.parse(text).nextCursor;
  }
  return cursor;
}
