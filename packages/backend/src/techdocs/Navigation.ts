import { InputError } from '@backstage/errors';
import type { DocsPage } from './DocsSource';

/** An entry of the navigation: a page of this site, a link elsewhere, or a section of entries. */
export type NavigationItem =
  | { readonly type: 'page'; readonly source: string }
  | { readonly type: 'link'; readonly title: string; readonly url: string }
  | {
      readonly type: 'section';
      readonly title: string;
      readonly items: readonly NavigationItem[];
    };

/** What `nav` of `mkdocs.yml` says. */
export interface Navigation {
  readonly items: readonly NavigationItem[];
  /** Titles that the navigation gives to pages, by Markdown file. */
  readonly titles: ReadonlyMap<string, string>;
}

/**
 * Reads `nav`, a list of `file.md`, `Title: file.md` and `Section: [entries]`. Without one every page is
 * listed, folder by folder. Entries that name no page become warnings, as in MkDocs.
 *
 * @throws InputError when `nav` has another shape
 */
export function readNavigation(
  nav: unknown,
  pages: readonly DocsPage[],
  warnings: string[],
): Navigation {
  if (nav === undefined || nav === null) {
    return { items: byFolder(pages), titles: new Map() };
  }
  const known = new Set(pages.map(page => page.source));
  const titles = new Map<string, string>();

  const readTarget = (target: string, title?: string): NavigationItem[] => {
    if (/^https?:\/\//i.test(target)) {
      return [{ type: 'link', title: title ?? target, url: target }];
    }
    const source = target.replace(/^\.?\//, '');
    if (!known.has(source)) {
      warnings.push(
        `nav in mkdocs.yml names ${target}, but there is no such page`,
      );
      return [];
    }
    if (title) {
      titles.set(source, title);
    }
    return [{ type: 'page', source }];
  };

  const readEntries = (entries: unknown): NavigationItem[] => {
    if (!Array.isArray(entries)) {
      throw new InputError('nav in mkdocs.yml must be a list of pages');
    }
    return entries.flatMap((entry: unknown): NavigationItem[] => {
      if (typeof entry === 'string') {
        return readTarget(entry);
      }
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
        throw new InputError(
          'An entry of nav in mkdocs.yml must be a page or a title with one',
        );
      }
      return Object.entries(entry).flatMap(([title, value]) =>
        typeof value === 'string'
          ? readTarget(value, title)
          : [{ type: 'section', title, items: readEntries(value) }],
      );
    });
  };

  return { items: readEntries(nav), titles };
}

/** All pages in the order of the navigation, for "previous" and "next". */
export function pagesInOrder(items: readonly NavigationItem[]): string[] {
  return items.flatMap(item => {
    switch (item.type) {
      case 'page':
        return [item.source];
      case 'section':
        return pagesInOrder(item.items);
      default:
        return [];
    }
  });
}

function byFolder(pages: readonly DocsPage[], folder = ''): NavigationItem[] {
  const inside = pages.filter(page => page.source.startsWith(folder));
  const isDirect = (page: DocsPage) =>
    !page.source.slice(folder.length).includes('/');
  const direct = inside.filter(isDirect);
  const folders = new Set(
    inside
      .filter(page => !isDirect(page))
      .map(page => page.source.slice(folder.length).split('/')[0]),
  );
  return [
    ...direct.filter(page => page.location === folder),
    ...direct.filter(page => page.location !== folder),
  ]
    .map((page): NavigationItem => ({ type: 'page', source: page.source }))
    .concat(
      [...folders].sort().map(name => ({
        type: 'section',
        title: humanize(name),
        items: byFolder(pages, `${folder}${name}/`),
      })),
    );
}

/** `on-call_guide` → `On call guide`, as MkDocs titles what has no title. */
export function humanize(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
