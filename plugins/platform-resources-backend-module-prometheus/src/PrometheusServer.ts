import {
  PermanentProviderError,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';
import { z } from 'zod';
import { PrometheusServerOptions } from './serverOptions';

const ANSWERS_WITHIN_MS = 30_000;

/** As of `GET /api/v1/rules`. */
const rulesSchema = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        file: z.string(),
        rules: z.array(
          z.object({
            name: z.string(),
            health: z.string(),
            lastError: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
});

/** How Prometheus finds the rules of a group. */
export type LoadedGroup =
  | { readonly loaded: false }
  | {
      readonly loaded: true;
      /** The rules that could not be evaluated, with what Prometheus says. */
      readonly failing: readonly { name: string; error: string }[];
    };

/** Prometheus keeps the rules that it had, of everybody, and names a file. */
export class RulesRefusedError extends TransientProviderError {
  constructor(server: string, readonly said: string) {
    super(`Prometheus ${server} does not load its rules: ${said}`, {
      nextStep: 'Mend the file that it names; then this is done by itself.',
    });
  }
}

/** The HTTP API of a Prometheus. */
export class PrometheusServer {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    private readonly options: PrometheusServerOptions & {
      readonly url: string;
    },
  ) {}

  /**
   * Makes it load all rule files anew. Who asks while it loads waits for one
   * more load together: a hundred changes at once are two loads, not a hundred.
   *
   * @throws RulesRefusedError if one of the files, whosever, is wrong
   */
  reload(): Promise<void> {
    if (!this.running) {
      this.running = this.load().finally(() => {
        this.running = undefined;
      });
      return this.running;
    }
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.reload();
      });
    return this.next;
  }

  async findGroup(group: string, signal: AbortSignal): Promise<LoadedGroup> {
    const query = new URLSearchParams({ 'rule_group[]': group });
    const answer = await this.fetch(`/api/v1/rules?${query}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]),
    });
    const parsed = rulesSchema.safeParse(await answer.json());
    if (!parsed.success) {
      throw new PermanentProviderError(
        `What answers at ${this.options.url} does not answer like Prometheus`,
        { nextStep: this.askOperators('url') },
      );
    }
    // Releases before 2.43 know no filter and answer all groups.
    const found = parsed.data.data.groups.find(each => each.name === group);
    return found
      ? {
          loaded: true,
          failing: found.rules
            .filter(({ health }) => health === 'err')
            .map(rule => ({ name: rule.name, error: rule.lastError ?? '' })),
        }
      : { loaded: false };
  }

  private async load(): Promise<void> {
    await this.fetch('/-/reload', {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const { url, authorization } = this.options;
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, {
        ...init,
        headers: authorization ? { authorization } : {},
      });
    } catch (error) {
      throw new TransientProviderError(
        `Prometheus ${this.name} does not answer at ${url}`,
        { nextStep: 'It is tried again by itself.', cause: error },
      );
    }
    if (response.ok) {
      return response;
    }
    const text = (await response.text()).trim().slice(0, 1_000);
    if (response.status === 401 || response.status === 403) {
      throw new PermanentProviderError(
        path === '/-/reload' && text.includes('Lifecycle')
          ? `Prometheus ${this.name} may not be told to load its rules`
          : `Prometheus ${this.name} refuses the portal's credentials`,
        {
          nextStep: text.includes('Lifecycle')
            ? 'Start it with --web.enable-lifecycle, or leave out its url.'
            : this.askOperators('basicAuth or bearerToken'),
        },
      );
    }
    if (path === '/-/reload' && response.status === 500) {
      throw new RulesRefusedError(this.name, text);
    }
    if (response.status === 429 || response.status >= 500) {
      throw new TransientProviderError(
        `Prometheus ${this.name} answers ${response.status}: ${text}`,
        { nextStep: 'It is tried again by itself.' },
      );
    }
    throw new PermanentProviderError(
      `Prometheus ${this.name} answers ${response.status}: ${text}`,
      { nextStep: this.askOperators('url') },
    );
  }

  private askOperators(setting: string): string {
    return `Ask the portal's operators to check platformResources.providers.prometheus.servers.${this.name}: ${setting}.`;
  }
}
