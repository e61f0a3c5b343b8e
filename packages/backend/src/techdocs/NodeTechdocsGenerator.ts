import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  TechdocsGenerator,
  type GeneratorRunOptions,
} from '@backstage/plugin-techdocs-node';
import { readDocsSource } from './DocsSource';
import { renderSite } from './renderSite';

/** Of what the builder of TechDocs gives to a generator, what this one needs. */
export interface RenderOptions
  extends Pick<
    GeneratorRunOptions,
    'inputDir' | 'outputDir' | 'etag' | 'siteOptions'
  > {
  readonly logger: {
    info(message: string): unknown;
    warn(message: string): unknown;
  };
}

/**
 * Renders the docs folder of an entity into a static site, in this process.
 *
 * It extends Backstage's own generator because the extension point asks for that class; nothing of
 * the MkDocs generator runs.
 */
export class NodeTechdocsGenerator extends TechdocsGenerator {
  static fromConfig(
    config: Config,
    options: { logger: LoggerService },
  ): NodeTechdocsGenerator {
    return new NodeTechdocsGenerator({
      config,
      logger: options.logger,
      scmIntegrations: ScmIntegrations.fromConfig(config),
    });
  }

  /**
   * Reads `inputDir` and writes the site to `outputDir`.
   *
   * @throws InputError when `mkdocs.yml` cannot be used or there is no first page
   * @throws NotAllowedError when a path or a symbolic link leaves `inputDir`
   */
  async run(options: RenderOptions): Promise<void> {
    const { inputDir, outputDir, etag, logger, siteOptions } = options;

    const source = await readDocsSource(inputDir, siteOptions?.name);
    for (const warning of source.warnings) {
      logger.warn(warning);
    }

    const files = renderSite(source, warning => logger.warn(warning));
    // Assets first: one that bears the name of a rendered file must not replace it.
    for (const asset of source.assets) {
      await write(
        path.join(outputDir, asset.path),
        await fs.readFile(asset.file),
      );
    }
    for (const [name, content] of files) {
      await write(path.join(outputDir, name), content);
    }

    const metadata = {
      site_name: source.siteName,
      site_description: source.siteDescription,
      build_timestamp: Date.now(),
      files: [
        ...new Set([
          ...files.keys(),
          ...source.assets.map(asset => asset.path),
        ]),
      ].sort(),
      ...(etag ? { etag } : {}),
    };
    await write(
      path.join(outputDir, 'techdocs_metadata.json'),
      JSON.stringify(metadata),
    );
    logger.info(`Rendered ${source.pages.length} pages from ${inputDir}`);
  }
}

async function write(file: string, content: string | Buffer): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, content);
}
