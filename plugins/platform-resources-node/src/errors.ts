/**
 * Why a provider could not do something, told to whoever waits for it.
 *
 * @public
 */
export abstract class ProviderError extends Error {
  /** What to do next, in a sentence. */
  readonly nextStep: string;

  /**
   * @param message - what happened, to what; without secrets
   * @param options.nextStep - what to do next, in a sentence
   */
  constructor(
    message: string,
    options: { readonly nextStep: string; readonly cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.nextStep = options.nextStep;
  }
}

/**
 * May pass by itself: a server that restarts, a limit of requests, a lock. The
 * portal tries again, later and later.
 *
 * @public
 */
export class TransientProviderError extends ProviderError {}

/**
 * Somebody has to mend it: wrong credentials, a name that is taken, a value that
 * the backend refuses. The portal does not try again by itself.
 *
 * @public
 */
export class PermanentProviderError extends ProviderError {}

/**
 * What is there is no longer what the step was planned on. Nothing was done; the
 * portal observes and plans anew.
 *
 * @public
 */
export class StalePlanError extends Error {
  constructor(basedOn: string | null, found: string | null) {
    super(
      `Planned on ${basedOn ?? 'nothing'}, but there is ${found ?? 'nothing'}`,
    );
    this.name = 'StalePlanError';
  }
}

/**
 * Another worker took the resource over. Nothing was done.
 *
 * @public
 */
export class FencedError extends Error {
  constructor(fence: number, highest: number) {
    super(
      `A worker with fence ${highest} took over from this one with ${fence}`,
    );
    this.name = 'FencedError';
  }
}
