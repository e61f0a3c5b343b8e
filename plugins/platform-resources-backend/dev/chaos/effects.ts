import { namesOf } from '@commonhold/plugin-platform-resources-backend-module-postgresql';
import { ask, Server } from './servers';
import { SHARED_DATABASE, Workload } from './Workload';

/**
 * Has the server itself write down every change of a schema, in the transaction that
 * makes it: what is rolled back leaves no trace, what is done twice leaves two. The
 * provider knows nothing of it.
 */
export async function watchEffects(server: Server): Promise<void> {
  await ask(server, 'postgres', `create database ${SHARED_DATABASE}`);
  await ask(
    server,
    SHARED_DATABASE,
    `create schema chaos;
     create table chaos.effects (tag text not null, name text not null);
     create function chaos.note_change() returns event_trigger
       language plpgsql security definer as $$
       begin
         insert into chaos.effects
         select tg_tag, object_identity from pg_event_trigger_ddl_commands()
         where object_type = 'schema' and object_identity like 'tenant\\_%';
       end $$;
     create function chaos.note_drop() returns event_trigger
       language plpgsql security definer as $$
       begin
         insert into chaos.effects
         select tg_tag, object_identity from pg_event_trigger_dropped_objects()
         where object_type = 'schema' and object_identity like 'tenant\\_%';
       end $$;
     create event trigger chaos_change on ddl_command_end
       when tag in ('CREATE SCHEMA', 'COMMENT') execute function chaos.note_change();
     create event trigger chaos_drop on sql_drop
       when tag in ('DROP SCHEMA') execute function chaos.note_drop();`,
  );
}

/** What should have been done to a schema, and how often it was. */
export type EffectReport = {
  readonly expected: number;
  readonly lost: number;
  readonly duplicated: number;
  /** The first few that are wrong, for people. */
  readonly wrong: readonly string[];
};

/**
 * Compares what the servers hold and have noted with what was declared: each schema
 * created once, its comment (with the serial of the round) written once a round, dropped
 * once if it went; each database there once, as it was declared last.
 */
export async function checkEffects(
  server: Server,
  workload: Workload,
  rounds: number,
): Promise<EffectReport> {
  const noted = new Map(
    (
      await ask<{ tag: string; name: string; count: number }>(
        server,
        SHARED_DATABASE,
        `select tag, name, count(*)::int as count from chaos.effects
         where name not like 'tenant\\_far%' group by tag, name`,
      )
    ).map(({ tag, name, count }) => [`${tag} ${name}`, count]),
  );
  const serials = await serialsOf(server);
  const expected = expectedEffects(workload, rounds);
  let lost = 0;
  let duplicated = 0;
  const wrong: string[] = [];
  const compare = (what: string, should: number, is: number) => {
    lost += Math.max(0, should - is);
    duplicated += Math.max(0, is - should);
    if (should !== is) {
      wrong.push(`${what}: ${is} times instead of ${should}`);
    }
  };
  for (const [effect, should] of expected.effects) {
    compare(effect, should, noted.get(effect) ?? 0);
  }
  for (const [effect, is] of noted) {
    if (!expected.effects.has(effect)) {
      compare(effect, 0, is);
    }
  }
  for (const [name, serial] of expected.serials) {
    if (serials.get(name) !== serial) {
      lost += 1;
      wrong.push(`${name}: serial ${serials.get(name)} instead of ${serial}`);
    }
  }
  for (const name of serials.keys()) {
    if (!expected.serials.has(name) && !/far/.test(name)) {
      duplicated += 1;
      wrong.push(`${name}: is there, though nobody declares it`);
    }
  }
  const total = [...expected.effects.values()].reduce((a, b) => a + b, 0);
  return { expected: total, lost, duplicated, wrong: wrong.slice(0, 10) };
}

function expectedEffects(workload: Workload, rounds: number) {
  const effects = new Map<string, number>();
  const serials = new Map<string, string>();
  for (const tenant of workload.tenants) {
    const last = new Set(
      workload.resourcesOf(tenant, rounds).map(({ instance }) => instance),
    );
    for (const resource of workload.resourcesOf(tenant, 1)) {
      const { name, isolation } = namesOf(workload.targetOf(tenant, resource));
      const stays = last.has(resource.instance);
      if (isolation === 'schema') {
        effects.set(`CREATE SCHEMA ${name}`, 1);
        effects.set(`COMMENT ${name}`, stays ? rounds : rounds - 1);
        if (!stays) {
          effects.set(`DROP SCHEMA ${name}`, 1);
        }
      }
      if (stays) {
        serials.set(name, String(rounds));
      }
    }
  }
  return { effects, serials };
}

/** The serial in the comment of each schema and database, by name. */
async function serialsOf(server: Server): Promise<Map<string, string>> {
  const schemas = await ask<{ name: string; comment: string | null }>(
    server,
    SHARED_DATABASE,
    `select nspname as name, obj_description(oid, 'pg_namespace') as comment
     from pg_namespace where nspname like 'tenant\\_%'`,
  );
  const databases = await ask<{ name: string; comment: string | null }>(
    server,
    'postgres',
    `select datname as name, shobj_description(oid, 'pg_database') as comment
     from pg_database where datname like 'tenant\\_%'`,
  );
  return new Map(
    [...schemas, ...databases].map(({ name, comment }) => [
      name,
      String(JSON.parse(comment ?? '{}').tags?.serial),
    ]),
  );
}
