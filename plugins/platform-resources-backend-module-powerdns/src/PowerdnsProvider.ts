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
  changesBetween,
} from '@commonhold/plugin-platform-resources-node';
import { PowerdnsServer, RecordSet } from './PowerdnsServer';
import { findRecordProblems } from './findRecordProblems';
import { markOf, recordSetOf, recordsOf, wantedRecords } from './recordSet';
import { RecordSpec, absoluteName } from './recordSpec';
import { PowerdnsServerOptions } from './serverOptions';

/** Where a record set is: `zone` without a dot at the end, `name` absolute. */
type Place = {
  readonly zone: string;
  readonly name: string;
  readonly type: string;
};

/** What a step makes; without `write`, it removes what is at the place. */
type StepData = {
  readonly place: Place;
  readonly write?: {
    readonly zone: string;
    readonly name: string;
    readonly type: string;
    readonly ttl: number;
    readonly values: string[];
    readonly tags: Record<string, string>;
    readonly version: string;
  };
};

type RecordObservation = Observation & { readonly place: Place };

type Found = { readonly place: Place; readonly set: RecordSet };

/**
 * DNS records in PowerDNS, one record set (all answers to a name and type) a
 * resource. Whose a record set is stands in a comment of it, with which it is also
 * found; records that the portal did not make are never overwritten.
 *
 * @public
 */
export class PowerdnsProvider
  implements ResourceProvider<RecordSpec, RecordObservation, StepData>
{
  readonly type = 'powerdns';
  readonly capabilities = {
    tags: true,
    drift: true,
    retain: false,
    fencing: true,
  };
  private readonly servers: ReadonlyMap<string, PowerdnsServer>;

  /** @param options.servers - by the name that `providerConfig.server` uses */
  constructor(options: {
    readonly servers: ReadonlyMap<string, PowerdnsServerOptions>;
  }) {
    this.servers = new Map(
      [...options.servers].map(([name, server]) => [
        name,
        new PowerdnsServer(name, server),
      ]),
    );
  }

  validate(spec: RecordSpec) {
    return findRecordProblems(spec);
  }

  async observe(
    target: ProviderTarget,
    signal: AbortSignal,
  ): Promise<RecordObservation | undefined> {
    const found = await this.find(target, signal);
    return found && observationOf(found);
  }

  plan(
    desired: DesiredResource<RecordSpec> | undefined,
    observed: RecordObservation | undefined,
  ): PlannedStep<StepData>[] {
    if (!desired) {
      return observed ? [removal(observed)] : [];
    }
    const { spec, tags } = desired;
    const place = {
      zone: spec.zone,
      name: absoluteName(spec),
      type: spec.type,
    };
    if (observed && !isSame(observed.place, place)) {
      return [
        removal(observed),
        ...this.plan(desired, undefined).map(step => ({ ...step, id: 'move' })),
      ];
    }
    const wanted = wantedRecords(spec, tags);
    if (wanted.version === observed?.version) {
      return [];
    }
    const at = `${place.name.replace(/\.$/, '')} ${place.type}`;
    return [
      {
        id: observed ? 'update' : 'create',
        kind: observed ? 'update' : 'create',
        summary: `${observed ? 'Change' : 'Create'} ${at}`,
        changes: [
          ...changesBetween(observed?.spec, wanted.spec),
          ...changesBetween(observed?.tags ?? {}, wanted.tags, { in: 'tags' }),
        ],
        basedOn: observed?.version ?? null,
        data: {
          place,
          write: {
            zone: spec.zone,
            name: spec.name,
            type: spec.type,
            ttl: spec.ttl,
            values: [...spec.values],
            tags: { ...tags },
            version: wanted.version,
          },
        },
        destructive: false,
      },
    ];
  }

  async apply(
    step: PlannedStep<StepData>,
    context: ApplyContext,
  ): Promise<RecordObservation | undefined> {
    const { target, fence, signal, log } = context;
    const server = this.serverOf(target);
    const { place, write } = step.data;
    const before = await this.find(target, signal);
    const mark = before && markOf(before.set);
    if (mark && mark.fence > fence) {
      throw new FencedError(fence, mark.fence);
    }
    const version = before ? observationOf(before).version : null;
    if (version === (write?.version ?? null)) {
      return before && observationOf(before);
    }
    if (version !== step.basedOn) {
      throw new StalePlanError(step.basedOn, version);
    }
    if (!write) {
      await server.remove(place.zone, place.name, place.type, signal);
      log.info(`Removed ${place.name} ${place.type}`);
      return undefined;
    }
    if (!before) {
      await this.refuseTaken(server, place, signal);
    }
    await server.replace(
      place.zone,
      recordSetOf(write, { resource: target.id, fence, tags: write.tags }),
      signal,
    );
    log.info(`Wrote ${place.name} ${place.type}`);
    return this.observe(target, signal);
  }

  private async find(
    target: ProviderTarget,
    signal: AbortSignal,
  ): Promise<Found | undefined> {
    const server = this.serverOf(target);
    for (const place of await server.findCommented(target.id, signal)) {
      const set = await server.find(place, signal);
      if (set && markOf(set)?.resource === target.id) {
        return { place, set };
      }
    }
    return undefined;
  }

  /** Whoever made it: taking a name over by accident takes a service down. */
  private async refuseTaken(
    server: PowerdnsServer,
    place: Place,
    signal: AbortSignal,
  ): Promise<void> {
    const set = await server.find(place, signal);
    if (set) {
      throw new PermanentProviderError(
        `${place.name} ${place.type} is there already, and not of this resource`,
        {
          nextStep:
            'Choose another name, or remove it where it comes from: by hand, or in the overlay that declares it.',
        },
      );
    }
  }

  private serverOf(target: ProviderTarget): PowerdnsServer {
    const { server: name } = target.providerConfig;
    const server =
      typeof name === 'string' ? this.servers.get(name) : undefined;
    if (!server) {
      throw new PermanentProviderError(
        typeof name === 'string'
          ? `There is no PowerDNS server "${name}"`
          : `${target.component} does not say which PowerDNS server`,
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

function observationOf({ place, set }: Found): RecordObservation {
  return { ...recordsOf(place.zone, set), place };
}

function removal(observed: RecordObservation): PlannedStep<StepData> {
  const { place, version, spec } = observed;
  const at = `${place.name.replace(/\.$/, '')} ${place.type}`;
  return {
    id: 'remove',
    kind: 'delete',
    summary: `Remove ${at}`,
    changes: changesBetween(spec, undefined),
    basedOn: version,
    data: { place },
    destructive: true,
    loses: `the name ${at}: who asks for it gets no answer`,
  };
}

function isSame(a: Place, b: Place): boolean {
  return a.zone === b.zone && a.name === b.name && a.type === b.type;
}
