import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isError } from '@backstage/errors';
import {
  ApplyContext,
  DesiredResource,
  FencedError,
  Observation,
  PermanentProviderError,
  PlannedStep,
  ProviderTarget,
  ResourceProvider,
  StalePlanError,
  TransientProviderError,
  changesBetween,
} from '@commonhold/plugin-platform-resources-node';
import { AlertingSpec } from './alertingSpec';
import { PrometheusServer, RulesRefusedError } from './PrometheusServer';
import { RuleFile, readRules, renderRules, withHeader } from './ruleFile';
import { PrometheusServerOptions } from './serverOptions';
import { findRuleProblems } from './findRuleProblems';

/** `rules` is the file without its header; `null` to remove it. */
type StepData = {
  readonly rules: string | null;
  readonly version: string | null;
  readonly tags: Record<string, string>;
};

type Server = {
  readonly options: PrometheusServerOptions;
  readonly api: PrometheusServer | undefined;
};

/** What tells the items of lists apart. */
const KEYS = ['name', 'record'];

/**
 * Alert and recording rules as rule files: one file for an application at a
 * place. A file is checked, put in place at once and loaded; one that Prometheus
 * refuses is taken back, so that nobody else's rules suffer.
 *
 * @public
 */
export class PrometheusProvider
  implements ResourceProvider<AlertingSpec, Observation, StepData>
{
  readonly type = 'prometheus';
  readonly capabilities = {
    tags: true,
    drift: true,
    retain: false,
    fencing: true,
  };
  private readonly servers: ReadonlyMap<string, Server>;

  /** @param options.servers - by the name that `providerConfig.server` uses */
  constructor(options: {
    readonly servers: ReadonlyMap<string, PrometheusServerOptions>;
  }) {
    this.servers = new Map(
      [...options.servers].map(([name, server]) => [
        name,
        {
          options: server,
          api: server.url
            ? new PrometheusServer(name, { ...server, url: server.url })
            : undefined,
        },
      ]),
    );
  }

  validate(spec: AlertingSpec) {
    return findRuleProblems(spec);
  }

  async observe(
    target: ProviderTarget,
    signal: AbortSignal,
  ): Promise<Observation | undefined> {
    const server = this.serverOf(target);
    const path = pathOf(server, target);
    const group = await server.api?.findGroup(target.ref, signal);
    const file = await readRuleFile(path);
    if (!file) {
      return undefined;
    }
    return {
      version: file.version,
      spec: file.spec,
      tags: file.tags,
      ...(group ? { ready: readinessOf(group) } : {}),
      details: { file: path },
    };
  }

  plan(
    desired: DesiredResource<AlertingSpec> | undefined,
    observed: Observation | undefined,
  ): PlannedStep<StepData>[] {
    if (!desired) {
      return observed
        ? [
            {
              id: 'remove',
              kind: 'delete',
              summary: 'Remove the rules',
              changes: changesBetween(observed.spec, undefined),
              basedOn: observed.version,
              data: { rules: null, version: null, tags: {} },
              destructive: true,
              loses: 'these alerts: nobody is told any more',
            },
          ]
        : [];
    }
    const tags = { ...desired.tags };
    const rules = renderRules(desired.target.ref, desired.spec, tags);
    // Read back, so that both sides have been written and read the same way.
    const wanted = readRules(
      withHeader(rules, { ref: desired.target.ref, fence: 0, tags }),
    );
    if (wanted.version === observed?.version) {
      return [];
    }
    const count = desired.spec.rules?.length ?? 0;
    return [
      {
        id: observed ? 'update' : 'create',
        kind: observed ? 'update' : 'create',
        summary: observed
          ? 'Change the rules'
          : `Create ${count} alert ${count === 1 ? 'rule' : 'rules'}`,
        changes: [
          ...changesBetween(observed?.spec, wanted.spec, { keys: KEYS }),
          ...changesBetween(observed?.tags ?? {}, wanted.tags, { in: 'tags' }),
        ],
        basedOn: observed?.version ?? null,
        data: { rules, version: wanted.version, tags },
        destructive: false,
      },
    ];
  }

  async apply(
    step: PlannedStep<StepData>,
    context: ApplyContext,
  ): Promise<Observation | undefined> {
    const { target, fence, signal, log } = context;
    signal.throwIfAborted();
    const server = this.serverOf(target);
    const path = pathOf(server, target);
    const before = await readRuleFile(path);
    if (before && before.fence > fence) {
      throw new FencedError(fence, before.fence);
    }
    const { rules, version, tags } = step.data;
    if ((before?.version ?? null) !== version) {
      if ((before?.version ?? null) !== step.basedOn) {
        throw new StalePlanError(step.basedOn, before?.version ?? null);
      }
      const text =
        rules === null
          ? undefined
          : withHeader(rules, { ref: target.ref, fence, tags });
      await this.replace(server, path, text, context);
      log.info(text === undefined ? `Removed ${path}` : `Wrote ${path}`);
    } else {
      // The file may be there from an attempt that ended before the reload.
      await server.api?.reload();
    }
    return this.observe(target, signal);
  }

  /** Puts the file in place and has it loaded; takes it back if that fails. */
  private async replace(
    server: Server,
    path: string,
    text: string | undefined,
    { signal, log }: ApplyContext,
  ): Promise<void> {
    const former = await readText(path);
    const fresh = `${path}.${randomUUID()}.new`;
    try {
      if (text === undefined) {
        await rm(path, { force: true });
      } else {
        await mkdir(server.options.ruleDirectory, { recursive: true });
        await writeFile(fresh, text);
        await checkRules(server.options, fresh, signal);
        signal.throwIfAborted();
        await rename(fresh, path);
      }
    } catch (error) {
      await rm(fresh, { force: true }).catch(() => undefined);
      throw fileError(error, path);
    }
    try {
      await server.api?.reload();
    } catch (error) {
      if (text !== undefined && error instanceof RulesRefusedError) {
        await restore(path, former, fresh);
        log.warn('Prometheus refuses the rules; the former ones are back');
        // It does not say whose: if it loads without ours, it was ours.
        await server.api?.reload();
        throw new PermanentProviderError(error.message, {
          nextStep:
            'Correct the rules: promtool check rules, or the log of Prometheus, tells the line.',
          cause: error,
        });
      }
      throw error;
    }
  }

  private serverOf(target: ProviderTarget): Server {
    const { server: name } = target.providerConfig;
    const server =
      typeof name === 'string' ? this.servers.get(name) : undefined;
    if (!server) {
      throw new PermanentProviderError(
        typeof name === 'string'
          ? `There is no Prometheus server "${name}"`
          : `${target.component} does not say which Prometheus server`,
        {
          nextStep: `Its owner sets spec.platform.providerConfig.server to one of: ${[
            ...this.servers.keys(),
          ].join(', ')}.`,
        },
      );
    }
    return server;
  }
}

function readinessOf(
  group: Awaited<ReturnType<PrometheusServer['findGroup']>>,
): { is: boolean; message: string } {
  if (!group.loaded) {
    return { is: false, message: 'Prometheus has not loaded the rules' };
  }
  const [first] = group.failing;
  return first
    ? { is: false, message: `${first.name} fails: ${first.error}` }
    : { is: true, message: 'Prometheus evaluates the rules' };
}

/** Readable for whoever looks into the folder, and unique by the id. */
function pathOf({ options }: Server, { ref, id }: ProviderTarget): string {
  const readable = ref.replace(/[^a-zA-Z0-9]+/g, '-').slice(0, 120);
  return join(options.ruleDirectory, `${readable}.${id}.rules.yaml`);
}

async function readRuleFile(path: string): Promise<RuleFile | undefined> {
  const text = await readText(path);
  if (text === undefined) {
    return undefined;
  }
  try {
    return readRules(text);
  } catch {
    // Somebody broke it by hand: it is there, and nothing in it is as it should be.
    return { spec: { unreadable: text }, tags: {}, version: text, fence: 0 };
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw fileError(error, path);
  }
}

async function restore(
  path: string,
  former: string | undefined,
  fresh: string,
): Promise<void> {
  if (former === undefined) {
    await rm(path, { force: true });
  } else {
    await writeFile(fresh, former);
    await rename(fresh, path);
  }
}

async function checkRules(
  { promtool }: PrometheusServerOptions,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  if (!promtool) {
    return;
  }
  try {
    await promisify(execFile)(promtool, ['check', 'rules', path], { signal });
  } catch (error) {
    if (!isError(error) || typeof error.stderr !== 'string' || signal.aborted) {
      throw error;
    }
    const said = `${error.stderr}`.replaceAll(path, 'the file').trim();
    throw new PermanentProviderError(
      said ? `promtool refuses the rules: ${said}` : `${promtool} does not run`,
      {
        nextStep: said
          ? 'Correct the rule that it names.'
          : "Ask the portal's operators to install promtool, or to leave it out of the configuration.",
      },
    );
  }
}

/** Full disks pass; a folder that may not be written does not by itself. */
function fileError(error: unknown, path: string): unknown {
  if (!isError(error) || typeof error.code !== 'string') {
    return error;
  }
  const options = { cause: error };
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENAMETOOLONG'].includes(
    error.code,
  )
    ? new PermanentProviderError(`${path} may not be written: ${error.code}`, {
        ...options,
        nextStep:
          "Ask the portal's operators to let the backend write the folder of rules.",
      })
    : new TransientProviderError(
        `${path} could not be written: ${error.code}`,
        {
          ...options,
          nextStep: 'It is tried again by itself.',
        },
      );
}
