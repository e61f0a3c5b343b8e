import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresqlProvider } from '@commonhold/plugin-platform-resources-backend-module-postgresql';
import { ResourceProvider } from '@commonhold/plugin-platform-resources-node';

type Inner = PostgresqlProvider;
type Target = Parameters<Inner['observe']>[0];
type Step = ReturnType<Inner['plan']>[number];
type Context = Parameters<Inner['apply']>[1];

/** The same provider by another name, as if its servers were far away. */
export class SlowProvider implements ResourceProvider {
  readonly capabilities;

  constructor(
    readonly type: string,
    private readonly inner: Inner,
    /** Added to whatever it does. */
    private readonly delayMs: number,
  ) {
    this.capabilities = inner.capabilities;
  }

  async observe(target: Target, signal: AbortSignal) {
    await sleep(this.delayMs, undefined, { signal });
    return this.inner.observe(target, signal);
  }

  plan(...[desired, observed]: Parameters<Inner['plan']>) {
    return this.inner.plan(desired, observed);
  }

  async apply(step: Step, context: Context) {
    await sleep(this.delayMs, undefined, { signal: context.signal });
    return this.inner.apply(step, context);
  }
}
