import {
  PermanentProviderError,
  ProviderHttpClient,
} from '@commonhold/plugin-platform-resources-node';
import { z } from 'zod';
import { PowerdnsServerOptions } from './serverOptions';

const recordSetSchema = z.object({
  name: z.string(),
  type: z.string(),
  ttl: z.number().optional(),
  records: z.array(z.object({ content: z.string(), disabled: z.boolean() })),
  comments: z
    .array(
      z.object({
        content: z.string(),
        account: z.string(),
        modified_at: z.number().optional(),
      }),
    )
    .default([]),
});

/** As of `GET …/search-data`. */
const commentsSchema = z.array(
  z.object({ zone_id: z.string(), name: z.string(), type: z.string() }),
);

const zoneSchema = z.object({ rrsets: z.array(recordSetSchema) });

/** A resource record set as the API of PowerDNS 4 shows it. */
export type RecordSet = z.infer<typeof recordSetSchema>;

/** The HTTP API of a PowerDNS authoritative server. */
export class PowerdnsServer {
  private readonly http: ProviderHttpClient;
  private readonly base: string;

  constructor(private readonly name: string, options: PowerdnsServerOptions) {
    this.http = new ProviderHttpClient({
      name: `PowerDNS ${name}`,
      url: options.url,
      headers: { 'x-api-key': options.apiKey },
      setting: `platformResources.providers.powerdns.servers.${name}`,
    });
    this.base = `/api/v1/servers/${encodeURIComponent(options.serverId)}`;
  }

  /** @returns where comments hold the text */
  async findCommented(
    text: string,
    signal: AbortSignal,
  ): Promise<{ zone: string; name: string; type: string }[]> {
    const query = new URLSearchParams({
      q: `*${text}*`,
      object_type: 'comment',
      max: '10',
    });
    const answer = await this.http.request({
      path: `${this.base}/search-data?${query}`,
      signal,
    });
    return commentsSchema.parse(answer.json()).map(comment => ({
      zone: comment.zone_id.replace(/\.$/, ''),
      name: comment.name,
      type: comment.type,
    }));
  }

  /**
   * @param place.zone - without a dot at the end
   * @param place.name - absolute
   * @throws PermanentProviderError if there is no such zone
   */
  async find(
    place: { zone: string; name: string; type: string },
    signal: AbortSignal,
  ): Promise<RecordSet | undefined> {
    const { zone, name, type } = place;
    const query = new URLSearchParams({ rrset_name: name, rrset_type: type });
    const answer = await this.http.request({
      path: `${this.pathOf(zone)}?${query}`,
      accept: [404],
      signal,
    });
    if (answer.status === 404) {
      throw this.noZone(zone);
    }
    // Releases before 4.8 know no filter and answer the whole zone.
    return zoneSchema
      .parse(answer.json())
      .rrsets.find(set => set.name === name && set.type === type);
  }

  /** In one transaction of the server. */
  async replace(
    zone: string,
    set: Omit<RecordSet, 'ttl'> & { readonly ttl: number },
    signal: AbortSignal,
  ): Promise<void> {
    await this.patch(zone, { ...set, changetype: 'REPLACE' }, signal);
  }

  /** Fine if it is not there. */
  async remove(
    zone: string,
    name: string,
    type: string,
    signal: AbortSignal,
  ): Promise<void> {
    await this.patch(zone, { name, type, changetype: 'DELETE' }, signal);
  }

  private async patch(
    zone: string,
    set: {
      name: string;
      type: string;
      changetype: string;
      ttl?: number;
      records?: RecordSet['records'];
      comments?: { content: string; account: string; modified_at?: number }[];
    },
    signal: AbortSignal,
  ): Promise<void> {
    const { status } = await this.http.request({
      path: this.pathOf(zone),
      method: 'PATCH',
      body: { rrsets: [set] },
      accept: [404],
      signal,
    });
    if (status === 404) {
      throw this.noZone(zone);
    }
  }

  private noZone(zone: string): PermanentProviderError {
    return new PermanentProviderError(
      `PowerDNS ${this.name} has no zone ${zone}`,
      {
        nextStep:
          'Choose a zone that is there, or ask the owner of the component to make it.',
      },
    );
  }

  private pathOf(zone: string): string {
    return `${this.base}/zones/${encodeURIComponent(`${zone}.`)}`;
  }
}
