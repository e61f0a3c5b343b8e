import { channel } from 'node:diagnostics_channel';
import { Response } from 'express';

/** What the gate spent on a request, published when the answer is sent. */
export type GateTime = {
  readonly method: string;
  /** As it was asked for, with the path of the plugin. */
  readonly url: string;
  /** Deciding on the request, and hiding what the answer says of others. */
  readonly ms: number;
};

/** Nobody listens but the benchmark, and whoever looks for what is slow. */
const times = channel('commonhold:tenancy:gate');

const spent = new WeakMap<Response, number>();

/** @returns what stops the clock */
export function startClock(res: Response): () => void {
  if (!times.hasSubscribers) {
    return () => {};
  }
  const started = performance.now();
  return () => {
    const before = spent.get(res);
    if (before === undefined) {
      res.once('finish', () => publish(res));
    }
    spent.set(res, (before ?? 0) + performance.now() - started);
  };
}

function publish(res: Response): void {
  const time: GateTime = {
    method: res.req.method,
    url: res.req.originalUrl,
    ms: spent.get(res) ?? 0,
  };
  times.publish(time);
}
