import { createHash } from 'node:crypto';

/**
 * The looks of a page. The reader of TechDocs brings colours, fonts and the position of the sidebars
 * as `--md-*` variables and rules of its own, in light and dark; this adds what MkDocs Material's
 * stylesheet would: resets, lists, tables, code, admonitions and the navigation.
 *
 * Pages live in a shadow root, so nothing here reaches the portal around them.
 */
export const stylesheet = `
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; color: var(--md-default-fg-color); }
a { color: var(--md-typeset-a-color); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, label:focus-visible { outline: 2px solid var(--md-accent-fg-color); outline-offset: 2px; }
.md-toggle { display: none; }
.md-overlay { display: none; }
.md-grid { margin: 0 auto; }
.md-main__inner { display: block; min-height: 60vh; }
.md-ellipsis { overflow: hidden; text-overflow: ellipsis; }
.md-icon { display: inline-block; }

.md-sidebar { padding: 1.2rem 0; }
.md-sidebar__scrollwrap { overflow-y: auto; scrollbar-width: thin; }
.md-nav { line-height: 1.3; }
.md-nav__title { display: block; padding: 0 .6rem .4rem; font-weight: 700; }
.md-nav__list { margin: 0; padding: 0; list-style: none; }
.md-nav__item { padding: 0 .6rem; }
.md-nav__item .md-nav__item { padding-right: 0; }
.md-nav__link { margin-top: .6rem; color: var(--md-default-fg-color); cursor: pointer; }
.md-nav__toggle ~ .md-nav { display: none; }
.md-nav__toggle:checked ~ .md-nav { display: block; }
.md-nav__icon { transition: transform .15s; }
.md-nav__icon::after {
  content: ""; display: block; background-color: currentColor;
  -webkit-mask: var(--md-nav-icon--next) center / contain no-repeat; mask: var(--md-nav-icon--next) center / contain no-repeat;
}
.md-nav__toggle:checked ~ .md-nav__link .md-nav__icon { transform: rotate(90deg); }

.md-content__inner { padding: 0 1.2rem 2rem; }
.md-content__inner::before { content: ""; display: block; height: .4rem; }
.md-content__button { float: right; cursor: pointer; }
.md-typeset { line-height: 1.6; overflow-wrap: break-word; }
.md-typeset h1, .md-typeset h2, .md-typeset h3, .md-typeset h4 { scroll-margin-top: 1rem; }
.md-typeset h1 { margin: 0 0 .8em; }
.md-typeset h2 { margin: 1.6em 0 .64em; }
.md-typeset h3, .md-typeset h4 { margin: 1.6em 0 .8em; }
.md-typeset p, .md-typeset ul, .md-typeset ol, .md-typeset blockquote, .md-typeset .highlight { margin: 1em 0; }
.md-typeset ul, .md-typeset ol { padding-left: 2rem; }
.md-typeset li { margin-bottom: .5em; }
.md-typeset li > p { margin: .5em 0; }
.md-typeset blockquote { padding-left: .6rem; }
.md-typeset img { max-width: 100%; height: auto; }
.md-typeset hr { margin: 1.5em 0; border: 0; }
.md-typeset .headerlink { margin-left: .5rem; opacity: 0; color: var(--md-default-fg-color--light); }
.md-typeset :hover > .headerlink, .md-typeset .headerlink:focus { opacity: 1; }

.md-typeset code, .md-typeset pre {
  color: var(--md-code-fg-color); font-family: SFMono-Regular, Consolas, Menlo, monospace; font-size: .9em;
}
.md-typeset code { padding: .1em .3em; border-radius: .2rem; background-color: var(--md-code-bg-color); }
.md-typeset pre { position: relative; margin: 0; line-height: 1.4; }
.md-typeset pre > code {
  display: block; padding: .8em 3rem .8em 1.2em; overflow: auto; font-size: inherit; white-space: pre;
}

.md-clipboard, .md-content__button {
  display: inline-flex; padding: .2rem; border: 0; border-radius: .2rem; background: none;
  color: var(--md-default-fg-color--light); cursor: pointer;
}
.md-clipboard:hover, .md-clipboard:focus-visible { color: var(--md-accent-fg-color); }
.md-clipboard svg, .md-content__button svg { width: 1.25rem; height: 1.25rem; fill: currentColor; }

.md-typeset table:not([class]) { display: inline-block; max-width: 100%; overflow: auto; }
.md-typeset th, .md-typeset td { padding: .6em 1em; text-align: left; vertical-align: top; }

.md-typeset .admonition {
  margin: 1.5em 0; padding: 0 .8rem .1rem; overflow: hidden;
  border: 1px solid var(--md-admonition-colour, #448aff); border-left-width: .25rem; border-radius: .2rem;
}
.md-typeset .admonition-title {
  position: relative; margin: 0 -.8rem; padding: .5rem .8rem; font-weight: 700; background-color: var(--md-typeset-table-color--light);
}
.md-typeset .admonition-title::before {
  content: ""; position: absolute; left: .7rem; background-color: var(--md-admonition-colour, #448aff);
  -webkit-mask: var(--md-admonition-icon, var(--md-admonition-icon--note)) center / contain no-repeat;
  mask: var(--md-admonition-icon, var(--md-admonition-icon--note)) center / contain no-repeat;
}
.admonition.info { --md-admonition-colour: #00b8d4; --md-admonition-icon: var(--md-admonition-icon--info); }
.admonition.tip { --md-admonition-colour: #00bfa5; --md-admonition-icon: var(--md-admonition-icon--tip); }
.admonition.success { --md-admonition-colour: #00a844; --md-admonition-icon: var(--md-admonition-icon--success); }
.admonition.warning { --md-admonition-colour: #ff9100; --md-admonition-icon: var(--md-admonition-icon--warning); }
.admonition.danger { --md-admonition-colour: #ff1744; --md-admonition-icon: var(--md-admonition-icon--danger); }
.admonition.example { --md-admonition-colour: #7c4dff; --md-admonition-icon: var(--md-admonition-icon--example); }

.md-footer__inner { display: flex; justify-content: space-between; padding: .4rem; }
.md-footer__link { padding: .4rem .8rem; color: var(--md-default-fg-color); background-color: var(--md-default-bg-color); }
.md-footer__link--next { margin-left: auto; text-align: right; }
.md-footer__direction { display: block; font-size: .8em; color: var(--md-default-fg-color--light); }

@media screen and (max-width: 76.1875em) {
  .md-sidebar--primary {
    position: fixed; top: 0; transition: transform .25s; background-color: var(--md-default-bg-color);
  }
  .md-sidebar--primary .md-sidebar__scrollwrap { height: 100%; }
  #__drawer:checked ~ .md-overlay { display: block; position: fixed; inset: 0; z-index: 100; background-color: rgba(0, 0, 0, .5); }
}
@media screen and (min-width: 76.25em) {
  #toggle-sidebar { display: none; }
}
`.trimStart();

/**
 * Where the stylesheet lies. The reader removes every stylesheet whose name is not that of MkDocs
 * Material's: `main.`, eight hexadecimal digits, `.min.css`. The digits change with the content, so
 * that a browser never shows a page with an old one.
 */
export const stylesheetPath = `assets/stylesheets/main.${createHash('sha256')
  .update(stylesheet)
  .digest('hex')
  .slice(0, 8)}.min.css`;
