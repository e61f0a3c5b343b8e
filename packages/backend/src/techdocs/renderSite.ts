import { escapeHtml } from './escapeHtml';
import { humanize, pagesInOrder, type NavigationItem } from './Navigation';
import type { DocsPage, DocsSource } from './DocsSource';
import { renderMarkdown, type RenderedMarkdown } from './renderMarkdown';
import { renderPage, type PageLink, type SiteNavItem } from './renderPage';
import { stylesheet, stylesheetPath } from './stylesheet';

/** Part of every etag. Raise the number when the same Markdown makes other pages than before. */
export const RENDERER_VERSION = `1 ${stylesheetPath}`;

/** A document of MkDocs' search index; title and text are HTML-escaped there. */
interface SearchDocument {
  readonly location: string;
  readonly title: string;
  readonly text: string;
}

interface TitledPage extends DocsPage {
  readonly title: string;
  readonly rendered: RenderedMarkdown;
}

/** Renders all pages. Answers the files of the site by path: pages, stylesheet and search index. */
export function renderSite(
  source: DocsSource,
  warn: (message: string) => void,
): Map<string, string> {
  const locations = new Map(
    source.pages.map(page => [page.source, page.location]),
  );
  const assets = new Set(source.assets.map(asset => asset.path));
  const pages = source.pages.map((page): TitledPage => {
    const rendered = renderMarkdown(
      page.markdown,
      { source: page.source, location: page.location, locations, assets },
      warn,
    );
    return { ...page, rendered, title: page.title ?? titleOf(page, rendered) };
  });

  const links = new Map(
    pages.map((page): [string, PageLink] => [
      page.source,
      { title: page.title, location: page.location },
    ]),
  );
  const navigation = toSiteNav(source.navigation, links);
  const order = pagesInOrder(source.navigation);

  const files = new Map<string, string>();
  for (const page of pages) {
    const position = order.indexOf(page.source);
    const neighbour = (offset: number) =>
      position === -1 ? undefined : links.get(order[position + offset]);
    files.set(
      `${page.location}index.html`,
      renderPage({
        siteName: source.siteName,
        title: page.title,
        location: page.location,
        navigation,
        html: page.rendered.html,
        headings: page.rendered.headings,
        previous: neighbour(-1),
        next: neighbour(1),
      }),
    );
  }
  files.set(stylesheetPath, stylesheet);
  files.set(
    'search/search_index.json',
    JSON.stringify({
      config: { lang: ['en'], separator: '[\\s\\-]+' },
      docs: pages.flatMap(toSearchDocuments),
    }),
  );
  return files;
}

function titleOf(page: DocsPage, rendered: RenderedMarkdown): string {
  const first = rendered.headings[0];
  if (first?.level === 1) {
    return first.text;
  }
  const name = page.location.split('/').filter(Boolean).pop();
  return name ? humanize(name) : 'Home';
}

function toSiteNav(
  items: readonly NavigationItem[],
  links: ReadonlyMap<string, PageLink>,
): SiteNavItem[] {
  return items.flatMap((item): SiteNavItem[] => {
    switch (item.type) {
      case 'page': {
        const link = links.get(item.source);
        return link ? [{ type: 'page', ...link }] : [];
      }
      case 'section':
        return [{ ...item, items: toSiteNav(item.items, links) }];
      default:
        return [item];
    }
  });
}

/** One document for the page and one for each heading below its title, so that hits lead to the place. */
function toSearchDocuments(page: TitledPage): SearchDocument[] {
  const [before, ...sections] = page.rendered.sections;
  const titled = sections[0]?.heading?.level === 1 ? sections[0] : undefined;
  return [
    {
      location: page.location,
      title: escapeHtml(page.title),
      text: escapeHtml([before.text, titled?.text ?? ''].join(' ').trim()),
    },
    ...sections
      .filter(section => section !== titled)
      .map(({ heading, text }) => ({
        location: `${page.location}#${heading?.id ?? ''}`,
        title: escapeHtml(heading?.text ?? page.title),
        text: escapeHtml(text),
      })),
  ];
}
