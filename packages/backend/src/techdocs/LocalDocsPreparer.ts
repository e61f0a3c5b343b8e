import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import type { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import type {
  PreparerBase,
  PreparerOptions,
  PreparerResponse,
} from '@backstage/plugin-techdocs-node';
import { listFiles } from './listFiles';
import { RENDERER_VERSION } from './renderSite';

/**
 * Tells whether a docs folder on this machine has changed since its pages were made.
 *
 * Backstage's own preparer builds local folders anew at every visit and then tells readers that a newer
 * version is there, although nothing changed. Folders read from a URL have an etag of their own and
 * pass through.
 */
export class LocalDocsPreparer implements PreparerBase {
  constructor(private readonly inner: PreparerBase) {}

  shouldCleanPreparedDirectory(): boolean {
    return this.inner.shouldCleanPreparedDirectory();
  }

  /** @throws NotModifiedError when the folder is the one that `options.etag` was made from */
  async prepare(
    entity: Entity,
    options?: PreparerOptions,
  ): Promise<PreparerResponse> {
    const prepared = await this.inner.prepare(entity, options);
    if (prepared.etag) {
      return prepared;
    }
    const etag = await hashFolder(prepared.preparedDir);
    if (etag === options?.etag) {
      throw new NotModifiedError();
    }
    return { ...prepared, etag };
  }
}

async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha256').update(RENDERER_VERSION);
  for (const { path, file } of await listFiles(folder, folder)) {
    const content = await fs.readFile(file);
    // The lengths keep the end of one part from passing as the start of the next.
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
