import { PostgresServer } from '../portal/PostgresServer';
import { Asker } from './Asker';
import { BenchEstate, people } from './BenchEstate';
import { DatabaseShare, databaseShare } from './databaseShare';
import { Measurements, measure } from './measure';
import { PreparedPortals, Progress } from './PreparedPortals';
import { QuestionName, questionNames, questions } from './questions';
import { Samples } from './Samples';
import { SearchPages, searchPages } from './searchPages';

/** In how many groups those who ask are. */
const groups = [
  [people.one, 'one'],
  [people.ten, 'ten'],
  [people.hundred, 'hundred'],
] as const;

/** The same persons at a portal: the last of them in the most groups. */
export type Persons = readonly Asker[];

export type Figures = {
  readonly entities: number;
  readonly rounds: number;
  readonly allowAll: Asker;
  readonly owner: Persons;
  readonly tenancy: Persons;
  readonly measurements: Measurements;
  readonly shares: ReadonlyMap<Asker, ReadonlyMap<QuestionName, DatabaseShare>>;
  /** What the gate spends on a page of the list; on the first one in seconds. */
  readonly gate: { readonly list: Samples; readonly first: Samples };
  readonly search: SearchPages & { readonly visible: number };
};

/** Measures one size of the estate. */
export async function benchCatalog(
  server: PostgresServer,
  options: { entities: number; rounds: number },
  progress: Progress,
): Promise<Figures> {
  const { entities, rounds } = options;
  const estate = new BenchEstate(entities);
  const portals = await PreparedPortals.start(estate, server, progress);
  try {
    const allowAll = await Asker.signIn(
      'allow-all',
      portals.get('allow-all'),
      'one',
    );
    const owner = await personsAt(portals, 'owner');
    const tenancy = await personsAt(portals, 'tenancy');
    const askers = [allowAll, ...owner, ...tenancy];
    const asked = questions(estate);
    const portal = portals.get('tenancy');
    await portal.takeGateTimes();
    progress(`measuring ${rounds} rounds`);
    const measurements = await measure(askers, asked, rounds, owner);
    progress('the rounds are measured');
    const gate = { list: new Samples(), first: new Samples() };
    const times = await portal.takeGateTimes();
    for (const { url, ms } of times) {
      if (url === asked.list.path) {
        gate.list.add(ms);
      } else if (url === asked.first.path) {
        gate.first.add(ms);
      }
    }
    const shares = new Map<Asker, Map<QuestionName, DatabaseShare>>();
    for (const asker of askers) {
      const of = new Map<QuestionName, DatabaseShare>();
      const database = portals.databaseOf(asker.portal.kind);
      for (const name of questionNames) {
        of.set(name, await databaseShare(server, database, asker, asked[name]));
      }
      shares.set(asker, of);
    }
    progress('the shares of the database are measured');
    return {
      entities,
      rounds,
      allowAll,
      owner,
      tenancy,
      measurements,
      shares,
      gate,
      search: {
        ...(await searchPages(tenancy[tenancy.length - 1])),
        visible: estate.visibleToUs(),
      },
    };
  } finally {
    await portals.stop();
  }
}

async function personsAt(
  portals: PreparedPortals,
  kind: 'owner' | 'tenancy',
): Promise<Asker[]> {
  const askers: Asker[] = [];
  for (const [count, persona] of groups) {
    const name = `${kind}, in ${count} ${count === 1 ? 'group' : 'groups'}`;
    askers.push(await Asker.signIn(name, portals.get(kind), persona));
  }
  return askers;
}
