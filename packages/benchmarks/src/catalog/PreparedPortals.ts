import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BenchPortal, PortalKind } from '../portal/BenchPortal';
import { eventually } from '../portal/eventually';
import { FileServer } from '../portal/FileServer';
import { freePort } from '../portal/freePort';
import { portalConfig } from '../portal/portalConfig';
import { PostgresServer } from '../portal/PostgresServer';
import { BenchEstate, OPERATOR, OURS, people, refOf } from './BenchEstate';
import { loadCatalog } from './loadCatalog';
import { verifySample } from './verifySample';

const SETTLE_TIMEOUT_MS = 300_000;
const COLLATOR = '/api/search/.backstage/scheduler/v1/tasks';

/** Says what goes on. */
export type Progress = (text: string) => void;

/** The portals that are compared, over the same estate. */
export class PreparedPortals {
  static async start(
    estate: BenchEstate,
    server: PostgresServer,
    progress: Progress,
  ): Promise<PreparedPortals> {
    const files = await FileServer.start();
    const folder = await mkdtemp(path.join(tmpdir(), 'commonhold-bench-'));
    const portals = new PreparedPortals(
      estate,
      server,
      files,
      folder,
      progress,
    );
    try {
      await portals.prepare();
      return portals;
    } catch (error) {
      await portals.stop();
      throw error;
    }
  }

  private readonly running = new Map<PortalKind, BenchPortal>();

  private constructor(
    private readonly estate: BenchEstate,
    private readonly server: PostgresServer,
    private readonly files: FileServer,
    private readonly folder: string,
    private readonly progress: Progress,
  ) {}

  get(kind: PortalKind): BenchPortal {
    const portal = this.running.get(kind);
    if (!portal) {
      throw new Error(`The portal "${kind}" does not run`);
    }
    return portal;
  }

  /** Both stock portals are replicas on one database: only their policy differs. */
  databaseOf(kind: PortalKind): string {
    const data = kind === 'tenancy' ? 'tenancy' : 'stock';
    return `${data}_${this.estate.size}`;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map(portal => portal.stop()));
    await this.files.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    const { estate, files } = this;
    files.put('/organisation.yaml', estate.organisation());
    files.put(
      '/sample.yaml',
      estate.sample().map(({ entity }) => entity),
    );
    await writeFile(
      this.tenantsFile,
      estate
        .tenantDocuments()
        .map(document => JSON.stringify(document))
        .join('\n---\n'),
    );
    for (const kind of ['allow-all', 'tenancy'] as const) {
      await this.server.createDatabase(this.databaseOf(kind));
      await this.run(kind);
      await this.settled(kind);
      await this.fill(kind);
    }
    await this.run('owner');
  }

  private async run(kind: PortalKind): Promise<void> {
    const port = await freePort();
    const portal = await BenchPortal.start(kind, port, serviceToken =>
      portalConfig({
        port,
        serviceToken,
        database: this.server.configOf(this.databaseOf(kind)),
        repositories: this.files.host,
        locations: ['/organisation.yaml', '/sample.yaml'].map(file =>
          this.files.urlOf(file),
        ),
        tenantsFile: this.tenantsFile,
        personas: [...Object.keys(people), OPERATOR],
      }),
    );
    this.running.set(kind, portal);
  }

  private async fill(kind: PortalKind): Promise<void> {
    const { estate, files, progress } = this;
    const stamped = kind === 'tenancy';
    await this.server.with(this.databaseOf(kind), async client => {
      await this.index(kind);
      const compared = await verifySample(client, estate, {
        stamped,
        url: files.urlOf('/sample.yaml'),
      });
      progress(
        `${kind}: ${compared} entities that the catalog read itself are as this benchmark writes them`,
      );
      await loadCatalog(client, estate, {
        stamped,
        urlOf: file => files.urlOf(file),
      });
      progress(`${kind}: ${estate.size} entities are written`);
    });
    await this.settled(kind);
    await this.server.with(this.databaseOf(kind), client =>
      client.query('VACUUM ANALYZE'),
    );
    progress(`${kind}: ready`);
  }

  /** Waits until the catalog has read everything and has nothing left to do. */
  private async settled(kind: PortalKind): Promise<void> {
    const { estate } = this;
    const expected = [
      ...estate.organisation(),
      ...estate.sample().map(({ entity }) => entity),
    ].map(refOf);
    await this.server.with(this.databaseOf(kind), client =>
      eventually(async () => {
        const { rows } = await client.query<{
          missing: string;
          waiting: string;
        }>(
          `SELECT
             (SELECT count(*) FROM unnest($1::text[]) AS expected (ref)
               WHERE NOT EXISTS (SELECT 1 FROM catalog.final_entities
                 WHERE entity_ref = ref AND final_entity IS NOT NULL)) AS missing,
             (SELECT count(*) FROM catalog.stitch_queue)
               + (SELECT count(*) FROM catalog.refresh_state WHERE next_update_at < now() + interval '1 minute') AS waiting`,
          [expected],
        );
        const [{ missing, waiting }] = rows;
        if (Number(missing) > 0 || Number(waiting) > 0) {
          throw new Error(
            `The catalog of "${kind}" misses ${missing} entities and has ${waiting} to look at`,
          );
        }
        if (kind === 'tenancy') {
          await this.assertStamped();
        }
      }, SETTLE_TIMEOUT_MS),
    );
  }

  /** Tenants are loaded a little later than what belongs to them. */
  private async assertStamped(): Promise<void> {
    const wanted = [
      `tenant:default/${OURS}`,
      ...this.estate.sample().map(({ entity }) => refOf(entity)),
    ];
    const { rows } = await this.server.with(
      this.databaseOf('tenancy'),
      client =>
        client.query<{ total: string }>(
          `SELECT count(DISTINCT entity_ref) AS total FROM catalog.final_entities
           JOIN catalog.search USING (entity_id)
          WHERE entity_ref = ANY($1) AND key = 'metadata.tenancy.audience' AND value <> 'operators'`,
          [wanted],
        ),
    );
    if (Number(rows[0].total) < wanted.length) {
      throw new Error(
        `Only ${rows[0].total} of ${wanted.length} entities belong to their tenant`,
      );
    }
  }

  /** Lets the collator write what the catalog has now. */
  private async index(kind: PortalKind): Promise<void> {
    const portal = this.get(kind);
    const { status, text } = await portal.as(portal.serviceToken, {
      method: 'POST',
      path: `${COLLATOR}/search_index_software_catalog/trigger`,
    });
    if (status >= 300) {
      throw new Error(`The collator cannot be started: ${status} ${text}`);
    }
    const expected = this.estate.sample().map(({ entity }) => refOf(entity));
    await this.server.with(this.databaseOf(kind), client =>
      eventually(async () => {
        const { rows } = await client.query<{ total: string }>(
          `SELECT count(*) AS total FROM search.documents
            WHERE document->'authorization'->>'resourceRef' = ANY($1)
              AND NOT document @> '{"tenancyAudience": {"operators": true}}'`,
          [expected],
        );
        if (Number(rows[0].total) < expected.length) {
          throw new Error(
            `The collator of "${kind}" has not run: ${await portal.lastLog()}`,
          );
        }
      }, SETTLE_TIMEOUT_MS),
    );
  }

  private get tenantsFile(): string {
    return path.join(this.folder, 'tenants.yaml');
  }
}
