import { createHash } from 'node:crypto';
import {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Tenant, TenantDeclaration } from '@commonhold/plugin-tenancy-common';
import { Knex } from 'knex';
import { findConflict } from '../declarations/claimConflicts';
import { findUnknownGroup } from '../declarations/findUnknownGroup';
import {
  ParsedTenants,
  parseTenantDocuments,
} from '../sources/parseTenantDocuments';
import { SourceLocation, SourceReader } from '../sources/readSource';
import { TenantSourceError } from '../sources/TenantSourceError';
import { DirectoryStore } from '../store/DirectoryStore';
import { SourceStore } from '../store/SourceStore';
import { TenantStore } from '../store/TenantStore';
import { DirectoryService } from './DirectoryService';
import { EventService } from './EventService';
import { asKept } from './tenantChanges';

/**
 * For so long after the start, groups that the catalog does not know are
 * waited for rather than called an error: it may still be reading them.
 */
const CATALOG_STARTS_WITHIN_MS = 120_000;

/** How old `checkedAt` may become, to spare a write at every look. */
const CHECKED_PRECISION_MS = 30_000;

/** A source that names groups which the catalog does not know. */
class UnknownGroupError extends TenantSourceError {}

/**
 * Applies the YAML sources of tenants: each as a whole or not at all. What is
 * wrong with one leaves the tenants as they were and is told by `sources`.
 */
export class SourceLoader {
  private readonly startedAt = Date.now();
  /** What this replica last applied or refused, by source. */
  private readonly settled = new Map<string, string>();

  constructor(
    private readonly options: {
      readonly locations: readonly SourceLocation[];
      readonly reader: SourceReader;
      readonly stores: {
        readonly tenants: TenantStore;
        readonly sources: SourceStore;
        readonly directory: DirectoryStore;
      };
      readonly directory: DirectoryService;
      readonly events: EventService;
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly auditor: AuditorService;
      readonly logger: LoggerService;
    },
  ) {}

  /** Brings every source of a type up to date. */
  async load(type: SourceLocation['type']): Promise<void> {
    for (const location of this.options.locations) {
      if (location.type === type) {
        await this.loadOne(location);
      }
    }
  }

  /** Archives the tenants of sources that are no longer configured. */
  async archiveUnconfigured(): Promise<void> {
    const { stores, directory, locations } = this.options;
    const configured = locations.map(({ id }) => id);
    await stores.directory.exclusively(async tx => {
      const tenants = await stores.tenants.all(tx);
      const orphaned = new Set(
        tenants.flatMap(({ source }) =>
          source !== null && !configured.includes(source) ? [source] : [],
        ),
      );
      for (const source of orphaned) {
        const before = tenants.filter(tenant => tenant.source === source);
        await stores.tenants.replaceSource(tx, source, [], now());
        await directory.tenantsChanged(tx, before, []);
        await this.recordEvents(tx, source, tenants, []);
      }
      await stores.sources.keepOnly(tx, configured);
    });
  }

  private async loadOne(location: SourceLocation): Promise<void> {
    const { reader, stores, logger } = this.options;
    let text: string | undefined;
    try {
      text = await reader.read(location);
      const hash = createHash('sha256').update(text).digest('hex');
      const row = await stores.sources.find(location.id);
      if (row?.state === 'ok' && row.content_hash === hash) {
        if (Date.now() - Date.parse(row.checked_at) > CHECKED_PRECISION_MS) {
          await stores.sources.markChecked(location.id, now());
        }
        this.settled.set(location.id, 'ok');
        return;
      }
      const parsed = parseTenantDocuments(text);
      await this.refuseUnknownGroups(parsed);
      const tenants = await this.apply(location.id, parsed, hash);
      this.settled.set(location.id, 'ok');
      logger.info(`Loaded ${tenants} tenants from ${location.id}`);
    } catch (error) {
      await this.refuse(location.id, toSourceError(error));
    }
  }

  private async apply(
    source: string,
    parsed: ParsedTenants,
    hash: string,
  ): Promise<number> {
    const { stores, directory, auditor } = this.options;
    const { declarations } = parsed;
    const event = await auditor.createEvent({
      eventId: 'source-load',
      severityLevel: 'medium',
      meta: { source, tenants: declarations.map(({ id }) => id) },
    });
    try {
      await stores.directory.exclusively(async tx => {
        await this.refuseConflicts(tx, source, parsed);
        const tenants = await stores.tenants.all(tx);
        const before = tenants.filter(
          tenant => tenant.source === source && tenant.state !== 'archived',
        );
        await stores.tenants.replaceSource(tx, source, declarations, now());
        await directory.tenantsChanged(
          tx,
          before,
          declarations.filter(tenant => tenant.state !== 'archived'),
        );
        await this.recordEvents(tx, source, tenants, declarations);
        await stores.sources.markLoaded(tx, source, hash, now());
      });
      await event.success();
    } catch (error) {
      await event.fail({ error: toSourceError(error) });
      throw error;
    }
    return declarations.length;
  }

  /** Notes what a source did to tenants, those that it let go included. */
  private async recordEvents(
    tx: Knex.Transaction,
    source: string,
    before: readonly Tenant[],
    declarations: readonly TenantDeclaration[],
  ): Promise<void> {
    const declared = new Set(declarations.map(({ id }) => id));
    const dropped = before
      .filter(tenant => tenant.source === source && !declared.has(tenant.id))
      .map(tenant => ({ ...tenant, state: 'archived' as const }));
    await this.options.events.record(
      tx,
      before.map(asKept),
      [...declarations, ...dropped].map(asKept),
      { actor: { ref: source, role: 'source' }, at: now() },
    );
  }

  private async refuseConflicts(
    tx: Knex.Transaction,
    source: string,
    { declarations, positionOf }: ParsedTenants,
  ): Promise<void> {
    const { stores } = this.options;
    const conflict = findConflict(
      declarations,
      (await stores.tenants.all(tx)).filter(tenant => tenant.source !== source),
      await stores.tenants.claims(tx, tenant => tenant.source !== source),
    );
    if (conflict) {
      const { tenant, field, index, message } = conflict;
      throw new TenantSourceError(
        message,
        positionOf(
          tenant,
          field === 'id' ? ['metadata', 'name'] : ['spec', field, index],
        ),
      );
    }
  }

  private async refuseUnknownGroups({
    declarations,
    positionOf,
  }: ParsedTenants): Promise<void> {
    const unknown = await findUnknownGroup(declarations, this.options);
    if (unknown) {
      const { tenant, field, index, message } = unknown;
      throw new UnknownGroupError(
        message,
        positionOf(tenant, ['spec', field, index]),
      );
    }
  }

  /** Tells once what is wrong; the tenants stay as they are. */
  private async refuse(id: string, error: TenantSourceError): Promise<void> {
    const { stores, logger } = this.options;
    const starting = Date.now() - this.startedAt < CATALOG_STARTS_WITHIN_MS;
    const row = await stores.sources.find(id);
    const waits =
      error instanceof UnknownGroupError && starting && !row?.loaded_at;
    const state = waits ? 'waiting' : 'failing';
    const { line = null, column = null } = error.position ?? {};
    const place = line === null ? id : `${id}:${line}:${column}`;
    const verdict = `${place}: ${error.message}`;
    if (this.settled.get(id) === verdict && row?.state === state) {
      return;
    }
    await stores.sources.markUnloaded(
      id,
      state,
      { message: error.message, line, column },
      now(),
    );
    this.settled.set(id, verdict);
    if (waits) {
      logger.info(`Tenants wait for the catalog. ${verdict}`);
    } else {
      logger.error(`Tenants stay as they are. ${verdict}`);
    }
  }
}

function toSourceError(error: unknown): TenantSourceError {
  return error instanceof TenantSourceError
    ? error
    : new TenantSourceError(
        `Cannot be applied: ${error instanceof Error ? error.message : error}`,
      );
}

function now(): string {
  return new Date().toISOString();
}
