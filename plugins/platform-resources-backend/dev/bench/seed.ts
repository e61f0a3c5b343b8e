import { ask, Server } from '../chaos/servers';

export const APPLICATIONS = 600;
export const COMPONENTS = 12;
export const LEAVES = 50;
export const TENANTS = 200;

export const SCHEMA = 'platform-resources';

/** 360,000 resources of 600 applications, as declarations and operations leave them. */
export async function seed(server: Server): Promise<void> {
  await ask(
    server,
    'postgres',
    `set search_path to "${SCHEMA}";
     create temp table cells as
       select a, c, l,
         'tenant-' || lpad((a % ${TENANTS})::text, 3, '0') as tenant,
         'component:platform/component-' || lpad(c::text, 2, '0') as component,
         'system:tenant-' || lpad((a % ${TENANTS})::text, 3, '0') || '/app-'
           || lpad(a::text, 3, '0') as application,
         case when l % 5 = 0 then 'test' else 'prod' end || '/region-' || (l % 4)
           || '/ns-' || lpad(l::text, 2, '0') as leaf,
         (a * 7919 + c * 104729 + l * 1299709) % 100 as luck
       from generate_series(0, ${APPLICATIONS - 1}) a,
         generate_series(0, ${COMPONENTS - 1}) c,
         generate_series(0, ${LEAVES - 1}) l;
     insert into audiences
       select distinct md5(tenant || component), unnest(array[
         'tenant:' || tenant, 'group:platform/owners-' || lpad(c::text, 2, '0')])
       from cells;
     insert into resources (id, ref, application_ref, overlay, instance, leaf,
       component_ref, component_owner, tenant_id, audience_key, provider,
       provider_config, spec, tags, desired_hash, lifecycle, health, conditions,
       generation, observed_generation, fence, cost, created_at, updated_at)
     select
       md5(application || component || leaf)::uuid::text,
       application || '#component-' || lpad(c::text, 2, '0') || '/main@' || leaf,
       application, 'component-' || lpad(c::text, 2, '0'), 'main', leaf, component,
       'group:platform/owners-' || lpad(c::text, 2, '0'), tenant,
       md5(tenant || component), 'postgresql', '{"cluster":"main"}',
       '{"maxConnections":100,"storageGb":20,"parameters":{"statement_timeout":"30s"}}',
       '{"costCenter":"CC-4711"}', md5(leaf) || md5(component), 'declared',
       case when luck < 93 then 'ready' when luck < 96 then 'drifted'
         when luck < 98 then 'progressing' when luck < 99 then 'failed'
         else 'blocked' end,
       '{"Synced":{"status":"True","reason":"Applied","message":"","since":"2026-11-20T10:00:00.000Z"},"Ready":{"status":"True","reason":"Observed","message":"","since":"2026-11-20T10:00:00.000Z"}}',
       3, 3, 5, 12.4, '2026-11-01T10:00:00.000Z', '2026-11-20T10:00:00.000Z'
     from cells;
     analyze resources; analyze audiences;`,
  );
}
