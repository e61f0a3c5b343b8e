import { SurfaceAudit } from './SurfaceAudit';

/** All that can be asked on one part of the portal. */
export type SurfaceProbes = {
  /** As the table calls it: the plugin, and which part of it. */
  readonly surface: string;
  readonly probe: (audit: SurfaceAudit) => Promise<void>;
};

/** Asks about each, a few at a time; findings keep the order of the items. */
export async function forEach<T>(
  items: readonly T[],
  ask: (item: T) => Promise<unknown>,
): Promise<void> {
  const AT_A_TIME = 4;
  const waiting = [...items];
  const asker = async () => {
    for (
      let item = waiting.shift();
      item !== undefined;
      item = waiting.shift()
    ) {
      await ask(item);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, asker));
}

/** The first of a list, fewer of them in a short audit. */
export function some<T>(
  audit: SurfaceAudit,
  items: readonly T[],
  full: number,
  short: number,
): readonly T[] {
  return items.slice(0, audit.target.short ? short : full);
}

export const get = (path: string) => ({ method: 'GET', path });

export const post = (path: string, body: unknown) => ({
  method: 'POST',
  path,
  body,
});

export const q = encodeURIComponent;
