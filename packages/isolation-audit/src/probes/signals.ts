import { SurfaceProbes } from './SurfaceProbes';
import { SurfaceAudit } from './SurfaceAudit';

/** Lets something happen to everybody but the prober, who listens. */
export type Disturbance = (prober: string) => Promise<void>;

const OPEN_TIMEOUT_MS = 3_000;
/** Whoever comes first is not let in, and not told so. */
const FIRST_TIMEOUT_MS = 500;
const LISTEN_MS = 1_500;

/** Listens to every channel that there may be, while things happen to others. */
export function signals(disturb: Disturbance | undefined): SurfaceProbes {
  return {
    surface: 'signals channels',
    probe: async audit => {
      const channels = [
        'notifications',
        'user-settings',
        'tenancy',
        'catalog',
        'scaffolder',
        'signals',
        '*',
        ...audit.hidden.entities.slice(0, 5).map(({ ref }) => ref),
        ...audit.hidden.names,
      ];
      for (const token of [audit.prober.token, undefined]) {
        const who = token === undefined ? 'without a token' : 'with a token';
        const heard = await listen(audit, token, channels, disturb);
        for (const channel of channels) {
          await audit.holds(
            'leak',
            `WebSocket /api/signals ${who}, channel ${channel}`,
            async () => {
              const found = audit.leaksIn(
                heard.filter(message => isOf(message, channel)).join('\n'),
                [channel],
              );
              return found && `hears ${found}`;
            },
          );
          await audit.holds(
            'oracle',
            `WebSocket /api/signals ${who}, channel ${channel}: number of messages`,
            async () => {
              const count = heard.filter(m => isOf(m, channel)).length;
              return count === 0
                ? undefined
                : `hears ${count} messages about what others did`;
            },
          );
        }
      }
    },
  };
}

function isOf(message: string, channel: string): boolean {
  return message.includes(`"channel":"${channel}"`);
}

/** @returns what was heard; a portal without signals is silent */
async function listen(
  audit: SurfaceAudit,
  token: string | undefined,
  channels: readonly string[],
  disturb: Disturbance | undefined,
): Promise<string[]> {
  const { client } = audit.target;
  // The plugin begins to listen for sockets with the first request that asks for one.
  await open(client.url, token, FIRST_TIMEOUT_MS);
  const socket = await open(client.url, token, OPEN_TIMEOUT_MS);
  if (!socket) {
    return [];
  }
  const heard: string[] = [];
  socket.onmessage = event => heard.push(String(event.data));
  for (const channel of channels) {
    socket.send(JSON.stringify({ action: 'subscribe', channel }));
  }
  await disturb?.(audit.prober.id);
  await new Promise(resolve => setTimeout(resolve, LISTEN_MS));
  socket.close();
  return heard;
}

async function open(
  baseUrl: string,
  token: string | undefined,
  timeoutMs: number,
): Promise<WebSocket | undefined> {
  const socket = new WebSocket(
    `${baseUrl.replace(/^http/, 'ws')}/api/signals`,
    token === undefined ? [] : [token],
  );
  return new Promise(resolve => {
    const timer = setTimeout(() => {
      socket.close();
      resolve(undefined);
    }, timeoutMs);
    const settle = (result: WebSocket | undefined) => {
      clearTimeout(timer);
      resolve(result);
    };
    socket.onopen = () => settle(socket);
    socket.onerror = () => settle(undefined);
    socket.onclose = () => settle(undefined);
  });
}
