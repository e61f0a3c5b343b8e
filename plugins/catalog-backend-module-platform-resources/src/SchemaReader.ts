import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';

/** A schema for people to fill in is far smaller. */
const MAX_BYTES = 1024 * 1024;

/** Reads the schema of a component from beside its catalog file. */
export class SchemaReader {
  constructor(
    private readonly urlReader: UrlReaderService,
    private readonly integrations: ScmIntegrations,
  ) {}

  /**
   * @param ref - relative to the catalog file: a definition says nothing about
   *   other places
   * @throws InputError if it cannot be read or is neither JSON nor YAML
   */
  async read(ref: string, location: LocationSpec): Promise<unknown> {
    if (/^([a-z][a-z0-9+.-]*:|[\\/])/i.test(ref)) {
      throw new InputError(
        `"${ref}" is not a relative path: name a file of the same repository, such as ./schema.json`,
      );
    }
    let text: string;
    try {
      text =
        location.type === 'file'
          ? await this.readFromDisk(
              path.resolve(path.dirname(location.target), ref),
            )
          : await this.readFromUrl(
              this.integrations.resolveUrl({ url: ref, base: location.target }),
            );
    } catch (error) {
      throw new InputError(
        `"${ref}" cannot be read: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
    try {
      return parse(text, { maxAliasCount: 100 });
    } catch (error) {
      throw new InputError(
        `"${ref}" is neither JSON nor YAML: ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }

  private async readFromDisk(file: string): Promise<string> {
    refuseLarge((await stat(file)).size);
    return readFile(file, 'utf8');
  }

  private async readFromUrl(url: string): Promise<string> {
    const response = await this.urlReader.readUrl(url);
    const buffer = await response.buffer();
    refuseLarge(buffer.byteLength);
    return buffer.toString('utf8');
  }
}

function refuseLarge(bytes: number) {
  if (bytes > MAX_BYTES) {
    throw new Error('it is larger than 1 MiB');
  }
}
