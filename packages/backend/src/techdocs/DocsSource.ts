import { promises as fs } from 'node:fs';
import path from 'node:path';
import { InputError, isError } from '@backstage/errors';
import { parse, parseDocument } from 'yaml';
import { listFiles, resolveWithin, type ListedFile } from './listFiles';
import { readNavigation, type NavigationItem } from './Navigation';

/** A Markdown page. */
export interface DocsPage {
  /** Path of the Markdown file below `docs_dir`, for example `runbooks/restart.md`. */
  readonly source: string;
  /** Address of the page below the site, for example `runbooks/restart/`; empty for the first page. */
  readonly location: string;
  readonly markdown: string;
  /** From the navigation or from the page's front matter. */
  readonly title?: string;
}

/** The documentation of one entity, read and checked, before anything is rendered. */
export interface DocsSource {
  readonly siteName: string;
  readonly siteDescription: string;
  readonly pages: readonly DocsPage[];
  readonly navigation: readonly NavigationItem[];
  /** Files that are not Markdown, copied as they are. */
  readonly assets: readonly ListedFile[];
  readonly warnings: readonly string[];
}

/**
 * Reads `mkdocs.yml` (or `mkdocs.yaml`) and the Markdown it speaks of. Without either file the pages
 * are taken from `docs/`, as MkDocs does.
 *
 * @throws InputError when the configuration cannot be used or there is no first page
 * @throws NotAllowedError when a path or a symbolic link leaves `inputDir`
 */
export async function readDocsSource(
  inputDir: string,
  defaultName = 'Documentation',
): Promise<DocsSource> {
  const root = await fs.realpath(inputDir);
  const settings = await readSettings(root);
  const docsDir = await resolveDocsDir(root, settings.docs_dir);
  const files = await listFiles(docsDir, root);

  const markdownFiles = files.filter(file => isMarkdown(file.path));
  const pages = await Promise.all(
    markdownFiles
      .filter(file => !isShadowedReadme(file.path, markdownFiles))
      .map(readPage),
  );
  refuseSameAddress(pages);
  if (!pages.some(page => page.location === '')) {
    throw new InputError(
      `The documentation has no first page. Add ${path.join(
        path.relative(root, docsDir),
        'index.md',
      )}.`,
    );
  }

  const warnings: string[] = [];
  const { items, titles } = readNavigation(settings.nav, pages, warnings);
  return {
    siteName: text(settings.site_name) ?? defaultName,
    siteDescription: text(settings.site_description) ?? '',
    pages: pages.map(page => ({
      ...page,
      title: titles.get(page.source) ?? page.title,
    })),
    navigation: items,
    assets: files.filter(file => !isMarkdown(file.path)),
    warnings,
  };
}

async function readSettings(root: string): Promise<Record<string, unknown>> {
  for (const name of ['mkdocs.yml', 'mkdocs.yaml']) {
    const file = path.join(root, name);
    if (await exists(file)) {
      const content = await fs.readFile(
        await resolveWithin(root, file),
        'utf8',
      );
      // Unknown tags, such as !!python/name for MkDocs extensions, only make warnings here.
      const document = parseDocument(content, { logLevel: 'error' });
      if (document.errors.length > 0) {
        throw new InputError(
          `${name} is not valid YAML: ${document.errors[0].message}`,
        );
      }
      const settings: unknown = document.toJS();
      if (!isRecord(settings)) {
        throw new InputError(`${name} must hold settings, such as site_name`);
      }
      return settings;
    }
  }
  return {};
}

async function resolveDocsDir(root: string, setting: unknown): Promise<string> {
  const name = setting === undefined || setting === null ? 'docs' : setting;
  if (typeof name !== 'string') {
    throw new InputError('docs_dir in mkdocs.yml must be a path');
  }
  try {
    return await resolveWithin(root, path.resolve(root, name));
  } catch (error) {
    if (isError(error) && 'code' in error && error.code === 'ENOENT') {
      throw new InputError(`The documentation has no folder ${name}`);
    }
    throw error;
  }
}

/** @throws InputError when two files would be the same page, such as `a.md` and `a/index.md` */
function refuseSameAddress(pages: readonly DocsPage[]): void {
  const sources = new Map<string, string>();
  for (const { location, source } of pages) {
    const other = sources.get(location);
    if (other) {
      throw new InputError(
        `${other} and ${source} would both be the page ${location}. Rename one of them.`,
      );
    }
    sources.set(location, source);
  }
}

async function readPage(file: ListedFile): Promise<DocsPage> {
  const content = await fs.readFile(file.file, 'utf8');
  const { markdown, title } = splitFrontMatter(content);
  return {
    source: file.path,
    location: locationOf(file.path),
    markdown,
    title,
  };
}

function splitFrontMatter(content: string): {
  markdown: string;
  title?: string;
} {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(content);
  if (!match) {
    return { markdown: content };
  }
  try {
    const matter: unknown = parse(match[1], { logLevel: 'error' });
    // A page may begin with a ruler: only a mapping is front matter.
    if (isRecord(matter)) {
      return {
        markdown: content.slice(match[0].length),
        title: text(matter.title),
      };
    }
  } catch {
    // Not YAML, so it belongs to the page.
  }
  return { markdown: content };
}

/** `index.md` and `README.md` answer at the address of their folder, others at one of their own. */
function locationOf(source: string): string {
  const withoutExtension = source.replace(/\.md$/i, '');
  const folder = withoutExtension.replace(/(^|\/)(index|readme)$/i, '$1');
  return folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
}

/** Where a folder has both, `index.md` is its page and `README.md` is for readers of the repository. */
function isShadowedReadme(source: string, all: readonly ListedFile[]): boolean {
  return (
    /(^|\/)readme\.md$/i.test(source) &&
    all.some(
      other =>
        other.path !== source &&
        /(^|\/)index\.md$/i.test(other.path) &&
        locationOf(other.path) === locationOf(source),
    )
  );
}

function isMarkdown(name: string): boolean {
  return /\.md$/i.test(name);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
}

async function exists(file: string): Promise<boolean> {
  return fs.lstat(file).then(
    () => true,
    () => false,
  );
}
