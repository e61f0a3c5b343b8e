import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Estate } from '../estate/Estate';
import { EstateServer } from '../estate/EstateServer';
import { textAt } from '../http/json';
import { PortalClient, jsonOf } from '../http/PortalClient';
import { DatabaseName, RunningDatabase, startDatabase } from './databases';
import { writeDeploymentRepositories } from './deploymentRepositories';
import { eventually } from './eventually';
import { freePort } from './freePort';
import { portalConfig } from './portalConfig';
import { findRepository } from './repository';

/** Without tenancy: the policies that Backstage and its documentation offer. */
export const stockPolicies = ['allow-all', 'owner'] as const;
export type StockPolicy = (typeof stockPolicies)[number];

/** What tenancy consists of. */
export const layers = ['ingestion', 'policy', 'gate', 'search'] as const;
export type Layer = (typeof layers)[number];

export type DemoOptions = {
  readonly database: DatabaseName;
  /** Runs the portal without tenancy, for comparison. */
  readonly stock?: StockPolicy;
  /** Runs the portal without one layer of tenancy, to see that it is missed. */
  readonly without?: Layer;
};

const START_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 10_000;

/** The demo portal's backend with every plugin, a process of its own, over an estate made to be audited. */
export class DemoPortal {
  static async start(options: DemoOptions): Promise<DemoPortal> {
    const folder = await mkdtemp(path.join(tmpdir(), 'isolation-audit-'));
    const services = await EstateServer.start(await freePort());
    const portal = new DemoPortal(folder, services, await freePort(), options);
    try {
      portal.database = await startDatabase(options.database);
      await portal.run(portal.database);
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  readonly estate = new Estate();
  readonly client: PortalClient;
  /** For the service that finds ids and looks after writes. */
  readonly serviceToken = randomBytes(24).toString('hex');
  readonly kubernetesCluster: string;
  private readonly tenantsFile: string;
  private readonly logFile: string;
  private backend: ChildProcess | undefined;
  private database: RunningDatabase | undefined;

  private constructor(
    private readonly folder: string,
    readonly services: EstateServer,
    private readonly port: number,
    readonly options: DemoOptions,
  ) {
    this.client = new PortalClient(`http://localhost:${port}`);
    this.tenantsFile = path.join(folder, 'tenants.yaml');
    this.logFile = path.join(folder, 'backend.log');
    this.kubernetesCluster = this.estate.operators.word(
      'name of a Kubernetes cluster',
    );
  }

  get hasTenancy(): boolean {
    return this.options.stock === undefined;
  }

  /** What tenants register gets into the catalog by the ingestion layer. */
  get tenantsRegister(): boolean {
    return this.hasTenancy && this.options.without !== 'ingestion';
  }

  async signIn(persona: string): Promise<string> {
    const answer = await this.client.send({
      method: 'GET',
      path: '/api/auth/personas/refresh',
      headers: { 'x-commonhold-persona': persona },
    });
    const token = textAt(jsonOf(answer), 'backstageIdentity', 'token');
    if (token === undefined) {
      throw new Error(`${persona} cannot sign in: ${answer.text}`);
    }
    return token;
  }

  /** @param without - a prober who leaves their groups */
  writeOrganisation(without?: string): void {
    this.services.put('/organisation.yaml', this.estate.organisation(without));
  }

  /** @param suspended - a prober whose tenant is suspended */
  async writeTenants(suspended?: string): Promise<void> {
    await writeFile(
      this.tenantsFile,
      this.estate.tenantsYaml(this.services.url, suspended),
    );
  }

  async stop(): Promise<void> {
    this.client.close();
    const { backend } = this;
    if (backend && backend.exitCode === null) {
      const ended = once(backend, 'exit');
      backend.kill('SIGTERM');
      const kill = setTimeout(() => backend.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(kill);
    }
    await this.database?.stop();
    await this.services.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The end of what the backend logged, without the requests. */
  async lastLog(): Promise<string> {
    const log = await readFile(this.logFile, 'utf8');
    return log
      .split('\n')
      .filter(line => !line.includes('incomingRequest'))
      .slice(-30)
      .join('\n');
  }

  private async run(database: RunningDatabase): Promise<void> {
    const { estate, services, folder } = this;
    this.writeOrganisation();
    await this.writeTenants();
    for (const { plan, texts } of estate.tenants) {
      services.serve(plan.prober, texts.proxied);
    }
    services.serve(
      'kubernetes',
      estate.operators.word('what runs in a cluster'),
    );
    const config = path.join(folder, 'app-config.json');
    await writeFile(
      config,
      JSON.stringify(
        portalConfig(estate, services, {
          port: this.port,
          database: database.config,
          serviceToken: this.serviceToken,
          tenantsFile: this.tenantsFile,
          documentation: await estate.writeDocumentation(folder),
          organisation: `${services.url}/organisation.yaml`,
          docsFolder: path.join(folder, 'techdocs'),
          kubernetesCluster: this.kubernetesCluster,
          deployments: await writeDeploymentRepositories(estate, folder),
          mirrors: path.join(folder, 'mirrors'),
        }),
      ),
    );
    await this.spawnBackend(config);
  }

  /** From its sources, as it runs for those who develop it. */
  private async spawnBackend(config: string): Promise<void> {
    const root = findRepository();
    const { stock, without } = this.options;
    const entry =
      (stock && 'packages/isolation-audit/dev/stock/index.ts') ??
      (without && 'packages/isolation-audit/dev/without/index.ts') ??
      'packages/backend/src/index.ts';
    const log = openSync(this.logFile, 'a');
    const backend = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(root, entry),
        '--config',
        config,
      ],
      {
        cwd: path.join(root, 'packages/backend'),
        env: {
          ...process.env,
          // Personas to sign in as are not for production.
          NODE_ENV: 'development',
          NODE_OPTIONS: '',
          ...(stock && { ISOLATION_AUDIT_STOCK_POLICY: stock }),
          ...(without && { ISOLATION_AUDIT_WITHOUT: without }),
        },
        stdio: ['ignore', log, log],
      },
    );
    this.backend = backend;
    const ended = once(backend, 'exit').then(() => {
      throw new Error('its process ended');
    });
    await Promise.race([
      ended,
      eventually(() => this.isReady(), START_TIMEOUT_MS),
    ]).catch(async error => {
      throw new Error(
        `The demo portal does not start: ${
          error.message
        }\n${await this.lastLog()}`,
      );
    });
    // From here on its end is noticed by the requests that it does not answer.
    ended.catch(() => {});
  }

  private async isReady(): Promise<void> {
    const readiness = '/.backstage/health/v1/readiness';
    const { status } = await this.client.send({
      method: 'GET',
      path: readiness,
    });
    if (status !== 200) {
      throw new Error(`${readiness} answers ${status}`);
    }
  }
}
