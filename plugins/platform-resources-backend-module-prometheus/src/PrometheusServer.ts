import {
  PermanentProviderError,
  ProviderHttpClient,
  TransientProviderError,
} from '@commonhold/plugin-platform-resources-node';
import { z } from 'zod';
import { PrometheusServerOptions } from './serverOptions';

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
  private readonly http: ProviderHttpClient;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly name: string,
    options: PrometheusServerOptions & { readonly url: string },
  ) {
    this.http = new ProviderHttpClient({
      name: `Prometheus ${name}`,
      url: options.url,
      headers: options.authorization
        ? { authorization: options.authorization }
        : {},
      setting: `platformResources.providers.prometheus.servers.${name}`,
    });
  }

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
    const answer = await this.http.request({
      path: `/api/v1/rules?${query}`,
      signal,
    });
    const parsed = rulesSchema.safeParse(answer.json());
    if (!parsed.success) {
      throw new PermanentProviderError(
        `What answers for Prometheus ${this.name} is no Prometheus`,
        {
          nextStep: `Ask the portal's operators to check the url of platformResources.providers.prometheus.servers.${this.name}.`,
        },
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
    const { status, text } = await this.http.request({
      path: '/-/reload',
      method: 'POST',
      accept: [403, 500],
    });
    if (status === 500) {
      throw new RulesRefusedError(this.name, text.trim());
    }
    if (status === 403) {
      throw new PermanentProviderError(
        `Prometheus ${this.name} may not be told to load its rules`,
        {
          nextStep:
            'Start it with --web.enable-lifecycle, or leave out its url.',
        },
      );
    }
  }
}
