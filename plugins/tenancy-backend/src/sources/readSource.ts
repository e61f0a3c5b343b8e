import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { NotModifiedError, isError } from '@backstage/errors';
import { TenantSourceError } from './TenantSourceError';

/** A source as configured. */
export type SourceLocation =
  | { readonly type: 'file'; readonly id: string }
  | { readonly type: 'url'; readonly id: string };

/** @throws Error that names the place in the configuration */
export function readSourceLocations(
  config: RootConfigService,
): SourceLocation[] {
  const locations = (
    config.getOptionalConfigArray('tenancy.sources') ?? []
  ).map((source, index): SourceLocation => {
    const file = source.getOptionalString('file');
    const url = source.getOptionalString('url');
    if (file !== undefined && url === undefined) {
      return { type: 'file', id: file };
    }
    if (url !== undefined && file === undefined) {
      return { type: 'url', id: url };
    }
    throw new Error(
      `tenancy.sources[${index}] needs either "file" or "url", and not both`,
    );
  });
  const ids = locations.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new Error(`tenancy.sources names ${twice} twice`);
  }
  return locations;
}

/** Reads sources, and remembers what a server said about their version. */
export class SourceReader {
  private readonly etags = new Map<string, { etag: string; text: string }>();

  constructor(private readonly urlReader: UrlReaderService) {}

  /**
   * @returns the text of the source
   * @throws TenantSourceError if it cannot be read
   */
  async read(location: SourceLocation): Promise<string> {
    try {
      return location.type === 'file'
        ? await readFile(path.resolve(location.id), 'utf8')
        : await this.readUrl(location.id);
    } catch (error) {
      throw new TenantSourceError(
        `Cannot be read: ${isError(error) ? error.message : error}`,
      );
    }
  }

  private async readUrl(url: string): Promise<string> {
    const known = this.etags.get(url);
    try {
      const response = await this.urlReader.readUrl(url, { etag: known?.etag });
      const text = (await response.buffer()).toString('utf8');
      if (response.etag) {
        this.etags.set(url, { etag: response.etag, text });
      }
      return text;
    } catch (error) {
      if (known && isError(error) && error.name === NotModifiedError.name) {
        return known.text;
      }
      throw error;
    }
  }
}
