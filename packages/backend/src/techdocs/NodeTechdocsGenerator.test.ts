import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { NodeTechdocsGenerator } from './NodeTechdocsGenerator';

type Files = Record<string, string>;

describe('documentation rendered in Node', () => {
  const input = createMockDirectory();
  const output = createMockDirectory();
  const logger = mockServices.logger.mock();

  const read = (file: string) =>
    fs.readFile(path.join(output.path, file), 'utf8');

  async function render(etag?: string) {
    output.clear();
    const generator = NodeTechdocsGenerator.fromConfig(
      mockServices.rootConfig(),
      { logger },
    );
    await generator.run({
      inputDir: input.path,
      outputDir: output.path,
      etag,
      logger,
      siteOptions: { name: 'My component' },
    });
  }

  async function renderPage(markdown: string): Promise<string> {
    input.setContent({ docs: { 'index.md': markdown } });
    await render();
    const html = await read('index.html');
    return /<article[^>]*>([\s\S]*)<\/article>/.exec(html)?.[1] ?? '';
  }

  const docs = (files: Files, mkdocs = 'site_name: Handbook\n') =>
    input.setContent({ 'mkdocs.yml': mkdocs, docs: files });

  beforeEach(() => jest.clearAllMocks());

  it('writes a page for each Markdown file, with the metadata and the search index', async () => {
    docs(
      {
        'index.md':
          '# Welcome\n\nHello.\n\n## First steps\n\nSay **hello** & go on.',
        'runbooks/restart.md': '# Restart\n\nTurn it off and on.',
        'diagram.png': 'not really a picture',
      },
      'site_name: Handbook\nsite_description: How we work\n',
    );

    await render('abc123');

    expect(await read('index.html')).toContain(
      '<title>Welcome - Handbook</title>',
    );
    expect(await read('runbooks/restart/index.html')).toContain(
      'Turn it off and on.',
    );
    expect(await read('diagram.png')).toBe('not really a picture');
    expect(JSON.parse(await read('techdocs_metadata.json'))).toEqual({
      site_name: 'Handbook',
      site_description: 'How we work',
      build_timestamp: expect.any(Number),
      etag: 'abc123',
      files: expect.arrayContaining([
        'index.html',
        'runbooks/restart/index.html',
        'search/search_index.json',
        'diagram.png',
      ]),
    });
    expect(JSON.parse(await read('search/search_index.json')).docs).toEqual([
      { location: '', title: 'Welcome', text: 'Hello.' },
      {
        location: '#first-steps',
        title: 'First steps',
        text: 'Say hello &amp; go on.',
      },
      {
        location: 'runbooks/restart/',
        title: 'Restart',
        text: 'Turn it off and on.',
      },
    ]);
  });

  it('has the parts the reader of TechDocs looks for', async () => {
    docs({ 'index.md': '# Welcome\n\n## One\n\n### Two\n' });
    await render();
    const html = await read('index.html');

    expect(html).toMatch(/class="md-header"[\s\S]*<label[^>]* for="__drawer"/);
    expect(html).toMatch(
      /<div class="md-sidebar md-sidebar--primary" data-md-component="sidebar" data-md-type="navigation">/,
    );
    expect(html).toMatch(
      /<div class="md-sidebar md-sidebar--secondary" data-md-component="sidebar" data-md-type="toc">/,
    );
    expect(html).toMatch(
      /<div class="md-content" data-md-component="content">\s*<article class="md-content__inner md-typeset">/,
    );
    expect(html).toMatch(/href="#one"[\s\S]*href="#two"/);

    // The reader drops stylesheets of any other name.
    const stylesheet = /<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1];
    expect(stylesheet).toMatch(/main\.[A-Fa-f0-9]{8}\.min\.css$/);
    expect(await read(stylesheet ?? '')).toContain('.md-typeset');
  });

  it('follows the navigation of mkdocs.yml, with its titles, sections, links and neighbours', async () => {
    docs(
      {
        'index.md': '# Welcome',
        'a.md': '# Title in the page',
        'b/c.md': '# Deep',
      },
      [
        'site_name: Handbook',
        'nav:',
        '  - index.md',
        '  - Guides:',
        '      - Named here: a.md',
        '      - b/c.md',
        '  - Gone: gone.md',
        '  - Status: https://status.example.com/',
      ].join('\n'),
    );
    await render();

    const html = await read('a/index.html');
    const sidebar =
      /md-sidebar--primary[\s\S]*?md-sidebar--secondary/.exec(html)?.[0] ?? '';
    expect(
      [
        ...sidebar.matchAll(
          /(?:href="([^"]+)"[^>]*>)?<span class="md-ellipsis">([^<]+)/g,
        ),
      ].map(([, href, title]) => [title, href]),
    ).toEqual([
      ['Welcome', '../'],
      ['Guides', undefined],
      ['Named here', './'],
      ['Deep', '../b/c/'],
      ['Status', 'https://status.example.com/'],
    ]);
    expect(html).toMatch(
      /href="\.\.\/" class="md-footer__link md-footer__link--prev"/,
    );
    expect(html).toMatch(
      /href="\.\.\/b\/c\/" class="md-footer__link md-footer__link--next"/,
    );
    expect(html).toContain('<title>Named here - Handbook</title>');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('gone.md'),
    );
  });

  it('lists pages by folder where there is no navigation', async () => {
    input.setContent({
      docs: {
        'zebra.md': '# Zebra',
        'index.md': '# Home',
        'how-to/a.md': '# A',
      },
    });
    await render();

    const sidebar =
      /md-sidebar--primary[\s\S]*?md-sidebar--secondary/.exec(
        await read('index.html'),
      )?.[0] ?? '';
    expect(
      [...sidebar.matchAll(/md-ellipsis">([^<]+)/g)].map(match => match[1]),
    ).toEqual(['Home', 'Zebra', 'How to', 'A']);
    expect(JSON.parse(await read('techdocs_metadata.json')).site_name).toBe(
      'My component',
    );
  });

  it('leads links between Markdown files to their pages, and images to their files', async () => {
    docs({
      'index.md': '[go](guides/start.md#begin "Start")\n\n![map](img/map.png)',
      'guides/start.md':
        '[back](../index.md) [there](other.md) ![map](../img/map.png) [lost](lost.md)',
      'guides/other.md': '[up](README.md)',
      'guides/README.md': '# Guides',
      'img/map.png': '',
    });
    await render();

    const home = await read('index.html');
    expect(home).toContain('href="guides/start/#begin"');
    expect(home).toContain('src="img/map.png"');
    const start = await read('guides/start/index.html');
    expect(start).toContain('href="../../"');
    expect(start).toContain('href="../other/"');
    expect(start).toContain('src="../../img/map.png"');
    expect(await read('guides/other/index.html')).toContain('href="../"');
    expect(logger.warn).toHaveBeenCalledWith(
      'guides/start.md links to lost.md, but there is no such file',
    );
  });

  it('renders tables, code and admonitions', async () => {
    const html = await renderPage(
      [
        '| A | B |',
        '| --- | --- |',
        '| 1 | 2 |',
        '',
        '```promql',
        'rate(x[5m]) > 1',
        '```',
        '',
        '!!! warning "Mind **this**"',
        '    First.',
        '',
        '    - a list',
        '',
        'After.',
        '',
        '!!! note',
        '',
        '    Untitled.',
      ].join('\n'),
    );

    expect(html).toMatch(/<table>[\s\S]*<td>2<\/td>/);
    expect(html).toContain(
      '<div class="highlight"><pre><code class="language-promql">rate(x[5m]) &gt; 1',
    );
    expect(html.replace(/\n/g, '')).toMatch(
      /<div class="admonition warning"><p class="admonition-title">Mind <strong>this<\/strong><\/p><p>First.<\/p>\s*<ul>\s*<li>a list<\/li>\s*<\/ul>\s*<\/div>\s*<p>After.<\/p>/,
    );
    expect(html).toMatch(
      /<p class="admonition-title">Note<\/p>\s*<p>Untitled.<\/p>\s*<\/div>/,
    );
  });

  it('gives headings the ids that MkDocs would give them', async () => {
    const html = await renderPage(
      '## What is it?\n\n## What is it?\n\n## `kafka.topic` & Größe\n',
    );
    expect(
      [...html.matchAll(/<h2 id="([^"]+)"/g)].map(match => match[1]),
    ).toEqual(['what-is-it', 'what-is-it_1', 'kafkatopic-groe']);
  });

  it('reads the title from front matter and does not show it', async () => {
    docs({ 'index.md': '---\ntitle: From above\nowner: me\n---\n\nText.' });
    await render();
    const html = await read('index.html');
    expect(html).toContain('<title>From above - Handbook</title>');
    expect(html).not.toContain('owner: me');
  });

  describe('written by somebody who means no good', () => {
    it.each([
      ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
      ['a <img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
      ['[a](javascript:alert(1))', '[a](javascript:alert(1))'],
      ['[a](JavaScript&colon;alert(1))', '[a](JavaScript:alert(1))'],
      ['[a](data:text/html,x)', '[a](data:text/html,x)'],
      ['![a](file:///etc/passwd)', '![a](file:///etc/passwd)'],
      ['[a]: vbscript:x\n\n[a]', '[a]: vbscript:x'],
    ])('%s stays text', async (markdown, text) => {
      const html = await renderPage(markdown);
      expect(html).toContain(text);
      expect(html).not.toMatch(/<(script|img|a)\b/);
    });

    it('escapes names that come from mkdocs.yml', async () => {
      docs(
        { 'index.md': 'x', 'a.md': 'x' },
        'site_name: "<script>1</script>"\nnav: [{ "<b>": index.md }, { "\\"": [a.md] }]\n',
      );
      await render();
      expect(await read('index.html')).not.toMatch(
        /<script|<b>|aria-[a-z]+="""/,
      );
    });

    it.each(['../', '/etc', 'docs/../..', '..'])(
      'refuses docs_dir %s',
      async docsDir => {
        docs({ 'index.md': 'x' }, `docs_dir: "${docsDir}"\n`);
        await expect(render()).rejects.toThrow(
          /leads out of the documentation's folder/,
        );
      },
    );

    describe('with symbolic links', () => {
      let outside: string;
      beforeEach(async () => {
        outside = await fs.mkdtemp(path.join(os.tmpdir(), 'outside-'));
        await fs.writeFile(path.join(outside, 'secret.md'), 'top secret');
        docs({ 'index.md': 'x', 'real.md': '# Real' });
      });
      afterEach(() => fs.rm(outside, { recursive: true }));

      it.each([
        ['a file', 'secret.md', 'docs/link.md'],
        ['a folder', '.', 'docs/folder'],
        ['an asset', 'secret.md', 'docs/picture.png'],
        ['mkdocs.yml itself', 'secret.md', 'mkdocs.yml'],
      ])('refuses %s that lies elsewhere', async (_, target, link) => {
        const file = path.join(input.path, link);
        await fs.rm(file, { force: true });
        await fs.symlink(path.join(outside, target), file);
        await expect(render()).rejects.toThrow(
          /leads out of the documentation's folder/,
        );
        await expect(read('index.html')).rejects.toThrow(/ENOENT/);
      });

      it('refuses a folder that holds itself', async () => {
        await fs.symlink('.', path.join(input.path, 'docs/again'));
        await expect(render()).rejects.toThrow(/leads back to a folder/);
      });

      it('follows one that stays inside', async () => {
        await fs.symlink('real.md', path.join(input.path, 'docs/alias.md'));
        await render();
        expect(await read('alias/index.html')).toContain('Real');
      });
    });

    it('does not let an asset replace a rendered file', async () => {
      docs({ 'index.md': '# Rendered', 'index.html': '<p>forged</p>' });
      await render();
      expect(await read('index.html')).toContain('Rendered');
    });
  });

  it.each([
    [
      'broken YAML',
      { 'index.md': '' },
      'nav: [',
      /mkdocs.yml is not valid YAML/,
    ],
    ['no settings', { 'index.md': '' }, '- a\n', /must hold settings/],
    [
      'a nav that is no list',
      { 'index.md': '' },
      'nav: 3\n',
      /nav in mkdocs.yml must be a list/,
    ],
    [
      'no first page',
      { 'other.md': '' },
      'site_name: x\n',
      /Add docs\/index.md/,
    ],
    [
      'no docs folder',
      { 'index.md': '' },
      'docs_dir: pages\n',
      /has no folder pages/,
    ],
    [
      'two files for one page',
      { 'index.md': '', 'a.md': '', 'a/index.md': '' },
      'site_name: x\n',
      /a.md and a\/index.md would both be the page a\//,
    ],
  ])('says what to mend: %s', async (_, files, mkdocs, message) => {
    docs(files, mkdocs);
    await expect(render()).rejects.toThrow(message);
  });
});
