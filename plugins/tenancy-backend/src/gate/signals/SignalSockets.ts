import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import {
  AuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  Caller,
  DirectoryChangeKey,
  TenantDirectory,
} from '@commonhold/plugin-tenancy-common';
import {
  CALLER_MAX_AGE_MS,
  TenancyService,
  TenantDirectoryService,
} from '@commonhold/plugin-tenancy-node';

/** Nobody listens longer than this without its being known whether they may. */
const ADMIT_WITHIN_MS = 2_000;

/** People who are looked up at a time. */
const CONCURRENCY = 8;

type Listener = {
  readonly userEntityRef: string;
  /** What the signals plugin sends them signals for, as long as the socket is open. */
  readonly heardAs: readonly string[];
};

/**
 * Keeps an eye on the sockets of the signals plugin, which asks nobody again
 * once a socket is open: it goes on sending what is for the groups that somebody
 * was in when they signed in. A socket whose owner is no longer in one of these,
 * or whose tenant is suspended, is closed, and not opened again before the next
 * sign-in; pages then ask now and again instead of listening.
 */
export class SignalSockets {
  private readonly open = new Map<Duplex, Listener>();
  private readonly watched = new WeakSet<EventEmitter>();

  constructor(
    private readonly options: {
      readonly auth: AuthService;
      readonly userInfo: UserInfoService;
      readonly tenancy: TenancyService;
      readonly directory: TenantDirectoryService;
      readonly logger: LoggerService;
      /** Of the signals plugin. */
      readonly baseUrl: string;
    },
  ) {
    options.directory.onChange(async ({ keys }) => {
      await this.lookAgain(keys);
      // What others asked just before the change is remembered for so long.
      void pause(CALLER_MAX_AGE_MS, undefined, { ref: false }).then(() =>
        this.lookAgain(keys),
      );
    });
  }

  /**
   * To be called with the server of the first request for a socket, before the
   * signals plugin sees the request: it begins to listen for others then, too.
   */
  watch(server: EventEmitter): void {
    if (this.watched.has(server)) {
      return;
    }
    this.watched.add(server);
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      // As the signals plugin has it.
      if (request.url && this.options.baseUrl.endsWith(request.url)) {
        void this.admit(request, socket);
      }
    });
  }

  private async admit(request: IncomingMessage, socket: Duplex): Promise<void> {
    // The signals plugin takes the socket at the same time, and does not wait.
    const late = setTimeout(() => socket.destroy(), ADMIT_WITHIN_MS);
    try {
      const listener = await this.listenerOf(request);
      if (!(await this.mayHear(listener))) {
        socket.destroy();
      } else if (!socket.destroyed) {
        this.open.set(socket, listener);
        socket.once('close', () => this.open.delete(socket));
      }
    } catch (error) {
      this.options.logger.debug(`A socket is closed: ${error}`);
      socket.destroy();
    } finally {
      clearTimeout(late);
    }
  }

  /** @throws if nobody, or no user, asks */
  private async listenerOf({ headers }: IncomingMessage): Promise<Listener> {
    const { auth, userInfo } = this.options;
    const credentials = await auth.authenticate(
      headers['sec-websocket-protocol'] ?? '',
    );
    const { userEntityRef, ownershipEntityRefs } = await userInfo.getUserInfo(
      credentials,
    );
    return { userEntityRef, heardAs: ownershipEntityRefs };
  }

  private async mayHear({
    userEntityRef,
    heardAs,
  }: Listener): Promise<boolean> {
    const { tenancy, directory } = this.options;
    const [caller, known] = await Promise.all([
      tenancy.getCallerByRef(userEntityRef),
      directory.getDirectory(),
    ]);
    return heardAs.every(ref => isOrMayBe(ref, caller, known));
  }

  private async lookAgain(keys: readonly DirectoryChangeKey[]): Promise<void> {
    const touched = new Set(keys);
    const isAnybody = keys.some(key => /^(tenant|group):/.test(key));
    const sockets = [...this.open].filter(
      ([, { userEntityRef }]) => isAnybody || touched.has(userEntityRef),
    );
    while (sockets.length > 0) {
      await Promise.all(
        sockets.splice(0, CONCURRENCY).map(async ([socket, listener]) => {
          if (!(await this.mayHear(listener).catch(() => false))) {
            socket.destroy();
          }
        }),
      );
    }
  }
}

/** Refs that tenancy knows nothing about are not its to judge. */
function isOrMayBe(
  ref: string,
  caller: Caller,
  { groups }: TenantDirectory,
): boolean {
  return (
    ref === caller.userEntityRef ||
    (groups[ref]?.tenant ?? null) === null ||
    caller.groups.includes(ref)
  );
}
