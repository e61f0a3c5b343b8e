import path from 'node:path';
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { admonitions } from './admonitions';

/** A heading of a page. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** The words below a heading, for search. What stands before the first heading has none. */
export interface Section {
  readonly heading?: Heading;
  readonly text: string;
}

export interface RenderedMarkdown {
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
}

/** What a page may link to. */
export interface LinkTargets {
  /** Markdown file of the page, to resolve relative links from. */
  readonly source: string;
  readonly location: string;
  /** Addresses of all pages, by Markdown file. */
  readonly locations: ReadonlyMap<string, string>;
  readonly assets: ReadonlySet<string>;
}

interface Environment {
  readonly targets: LinkTargets;
  readonly warn: (message: string) => void;
}

const markdown = createMarkdown();

/**
 * Renders one page. HTML in the Markdown is shown as text, and a link with a scheme other than http,
 * https or mailto stays text too.
 */
export function renderMarkdown(
  source: string,
  targets: LinkTargets,
  warn: (message: string) => void,
): RenderedMarkdown {
  const environment: Environment = { targets, warn };
  const tokens = markdown.parse(source, environment);
  const headings = nameHeadings(tokens);
  resolveLinks(tokens, environment);
  return {
    html: markdown.renderer.render(tokens, markdown.options, environment),
    headings: [...headings.values()],
    sections: splitSections(tokens, headings),
  };
}

function createMarkdown(): MarkdownIt {
  const md = new MarkdownIt({ html: false, linkify: true });
  // Only what is written as an address becomes a link, not every word with a dot in it.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  md.validateLink = isSafeUrl;
  md.use(admonitions);

  const fence = md.renderer.rules.fence;
  if (!fence) {
    throw new Error('markdown-it has no rule for fenced code');
  }
  md.renderer.rules.fence = (...args) =>
    `<div class="highlight">${fence(...args).trimEnd()}</div>\n`;
  md.renderer.rules.heading_close = (tokens, index, options, _env, self) => {
    const id = tokens[index].attrGet('id');
    tokens[index].attrs = null;
    const link = id
      ? `<a class="headerlink" href="#${id}" title="Permanent link">¶</a>`
      : '';
    return link + self.renderToken(tokens, index, options);
  };
  return md;
}

function isSafeUrl(url: string): boolean {
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url);
  return (
    !scheme || ['http', 'https', 'mailto'].includes(scheme[1].toLowerCase())
  );
}

/** Gives each heading an id, unique on the page, made as MkDocs makes it, so that links keep working. */
function nameHeadings(tokens: readonly Token[]): Map<Token, Heading> {
  const headings = new Map<Token, Heading>();
  const used = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') {
      return;
    }
    const text = plainText([tokens[index + 1]]);
    const slug = slugify(text) || 'section';
    let id = slug;
    for (let copy = 1; used.has(id); copy++) {
      id = `${slug}_${copy}`;
    }
    used.add(id);
    token.attrSet('id', id);
    tokens[index + 2].attrSet('id', id);
    headings.set(token, { level: Number(token.tag.slice(1)), id, text });
  });
  return headings;
}

function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{ASCII}]/gu, '')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[-\s]+/g, '-');
}

function resolveLinks(
  tokens: readonly Token[],
  environment: Environment,
): void {
  for (const token of tokens) {
    for (const name of ['href', 'src']) {
      const url = token.attrGet(name);
      if (url !== null) {
        token.attrSet(name, resolveLink(url, environment));
      }
    }
    resolveLinks(token.children ?? [], environment);
  }
}

/** Links name files as they lie in the repository; pages live one folder deeper, at `page/index.html`. */
function resolveLink(url: string, { targets, warn }: Environment): string {
  if (/^([a-z][a-z0-9+.-]*:|\/\/|\/|#|$)/i.test(url)) {
    return url;
  }
  const [, file, rest] = /^([^?#]*)(.*)$/s.exec(url) ?? ['', url, ''];
  if (file === '') {
    return url;
  }
  const target = path.posix.normalize(
    path.posix.join(path.posix.dirname(targets.source), decode(file)),
  );
  const location =
    targets.locations.get(target) ??
    (targets.assets.has(target) ? target : undefined);
  if (location === undefined) {
    warn(`${targets.source} links to ${url}, but there is no such file`);
    return url;
  }
  return encodeURI(relativeUrl(targets.location, location)) + rest;
}

/** The way from one address of a site to another; addresses of pages end with `/`, the first is empty. */
export function relativeUrl(from: string, to: string): string {
  const relative = path.posix.relative(`/${from}`, `/${to}`) || '.';
  return to === '' || to.endsWith('/') ? `${relative}/` : relative;
}

function decode(file: string): string {
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}

function splitSections(
  tokens: readonly Token[],
  headings: ReadonlyMap<Token, Heading>,
): Section[] {
  const sections: { heading?: Heading; parts: string[] }[] = [{ parts: [] }];
  tokens.forEach((token, index) => {
    const heading = headings.get(token);
    if (heading) {
      sections.push({ heading, parts: [] });
    } else if (tokens[index - 1]?.type !== 'heading_open') {
      sections[sections.length - 1].parts.push(plainText([token]));
    }
  });
  return sections.map(({ heading, parts }) => ({
    heading,
    text: parts.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim(),
  }));
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(token => {
      switch (token.type) {
        case 'inline':
          return plainText(token.children ?? []);
        case 'softbreak':
        case 'hardbreak':
          return ' ';
        case 'text':
        case 'text_special':
        case 'code_inline':
        case 'code_block':
        case 'fence':
        case 'image':
          return token.content;
        default:
          return '';
      }
    })
    .join('');
}
