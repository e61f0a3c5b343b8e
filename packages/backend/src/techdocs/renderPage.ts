import { escapeHtml } from './escapeHtml';
import { relativeUrl, type Heading } from './renderMarkdown';
import { stylesheetPath } from './stylesheet';

export interface PageLink {
  readonly title: string;
  readonly location: string;
}

export type SiteNavItem =
  | ({ readonly type: 'page' } & PageLink)
  | { readonly type: 'link'; readonly title: string; readonly url: string }
  | {
      readonly type: 'section';
      readonly title: string;
      readonly items: readonly SiteNavItem[];
    };

export interface PageContent {
  readonly siteName: string;
  readonly title: string;
  readonly location: string;
  readonly navigation: readonly SiteNavItem[];
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly previous?: PageLink;
  readonly next?: PageLink;
}

/**
 * A page in the structure of MkDocs Material. The reader of TechDocs finds its way by these class names
 * and `data-md-*` attributes: it moves the sidebars, replaces the header by a button for narrow windows
 * and hangs add-ons into the content.
 */
export function renderPage(page: PageContent): string {
  const stylesheet = relativeUrl(page.location, stylesheetPath);
  return `<!doctype html>
<html lang="en" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(page.title)} - ${escapeHtml(page.siteName)}</title>
<link rel="stylesheet" href="${stylesheet}">
</head>
<body dir="ltr">
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
<label class="md-overlay" for="__drawer" aria-label="Close the navigation"></label>
<header class="md-header" data-md-component="header">
<nav class="md-header__inner md-grid" aria-label="Header">
<label class="md-header__button md-icon" for="__drawer" aria-label="Open the navigation"></label>
<div class="md-header__title" data-md-component="header-title">${escapeHtml(
    page.siteName,
  )}</div>
</nav>
</header>
<div class="md-container" data-md-component="container">
<main class="md-main" data-md-component="main">
<div class="md-main__inner md-grid">
${renderPrimarySidebar(page)}
${renderSecondarySidebar(page.headings)}
<div class="md-content" data-md-component="content">
<article class="md-content__inner md-typeset">
${page.html}</article>
</div>
</div>
</main>
${renderFooter(page)}
</div>
</body>
</html>
`;
}

function renderPrimarySidebar(page: PageContent): string {
  const title = escapeHtml(page.siteName);
  return `<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation">
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
<nav class="md-nav md-nav--primary" aria-label="Navigation" data-md-level="0">
<label class="md-nav__title" for="__drawer">${title}</label>
${renderNavList(page.navigation, page.location, '__nav')}
</nav>
</div></div>
</div>`;
}

function renderNavList(
  items: readonly SiteNavItem[],
  current: string,
  idPrefix: string,
): string {
  const entries = items.map((item, index) =>
    renderNavItem(item, current, `${idPrefix}_${index + 1}`),
  );
  return `<ul class="md-nav__list" data-md-scrollfix>${entries.join('')}</ul>`;
}

function renderNavItem(item: SiteNavItem, current: string, id: string): string {
  const title = `<span class="md-ellipsis">${escapeHtml(item.title)}</span>`;
  switch (item.type) {
    case 'page': {
      const active = item.location === current;
      const href = escapeHtml(encodeURI(relativeUrl(current, item.location)));
      return `<li class="md-nav__item${
        active ? ' md-nav__item--active' : ''
      }"><a href="${href}" class="md-nav__link${
        active ? ' md-nav__link--active" aria-current="page' : ''
      }">${title}</a></li>`;
    }
    case 'link':
      return `<li class="md-nav__item"><a href="${escapeHtml(
        item.url,
      )}" class="md-nav__link">${title}</a></li>`;
    default: {
      const active = holds(item.items, current);
      return `<li class="md-nav__item md-nav__item--nested${
        active ? ' md-nav__item--active' : ''
      }"><input class="md-nav__toggle md-toggle" type="checkbox" id="${id}"${
        active ? ' checked' : ''
      }><label class="md-nav__link" for="${id}" id="${id}_label">${title}<span class="md-nav__icon md-icon"></span></label><nav class="md-nav" aria-labelledby="${id}_label">${renderNavList(
        item.items,
        current,
        id,
      )}</nav></li>`;
    }
  }
}

function holds(items: readonly SiteNavItem[], current: string): boolean {
  return items.some(
    item =>
      (item.type === 'page' && item.location === current) ||
      (item.type === 'section' && holds(item.items, current)),
  );
}

/** The table of contents: second-level headings with third-level ones below them. */
function renderSecondarySidebar(headings: readonly Heading[]): string {
  const entries: { heading: Heading; children: Heading[] }[] = [];
  for (const heading of headings) {
    const parent = entries[entries.length - 1];
    if (heading.level === 2) {
      entries.push({ heading, children: [] });
    } else if (heading.level === 3 && parent) {
      parent.children.push(heading);
    }
  }
  const link = ({ id, text }: Heading) =>
    `<a href="#${id}" class="md-nav__link"><span class="md-ellipsis">${escapeHtml(
      text,
    )}</span></a>`;
  const list = entries
    .map(({ heading, children }) => {
      const below = children
        .map(child => `<li class="md-nav__item">${link(child)}</li>`)
        .join('');
      return `<li class="md-nav__item">${link(heading)}${
        below
          ? `<nav class="md-nav" aria-label="${escapeHtml(
              heading.text,
            )}"><ul class="md-nav__list">${below}</ul></nav>`
          : ''
      }</li>`;
    })
    .join('');
  return `<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc">
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
<nav class="md-nav md-nav--secondary" aria-label="Table of contents">${
    list
      ? `
<label class="md-nav__title" for="__toc">Table of contents</label>
<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>${list}</ul>
`
      : ''
  }</nav>
</div></div>
</div>`;
}

function renderFooter(page: PageContent): string {
  const link = (
    target: PageLink | undefined,
    direction: 'prev' | 'next',
    label: string,
  ) =>
    target
      ? `<a href="${escapeHtml(
          encodeURI(relativeUrl(page.location, target.location)),
        )}" class="md-footer__link md-footer__link--${direction}" rel="${direction}"><div class="md-footer__title"><span class="md-footer__direction">${label}</span><div class="md-ellipsis">${escapeHtml(
          target.title,
        )}</div></div></a>`
      : '';
  const links =
    link(page.previous, 'prev', 'Previous') + link(page.next, 'next', 'Next');
  return `<footer class="md-footer">${
    links
      ? `<nav class="md-footer__inner md-grid" aria-label="Footer">${links}</nav>`
      : ''
  }</footer>`;
}
