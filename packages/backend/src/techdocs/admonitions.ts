import type MarkdownIt from 'markdown-it';

/** `!!! warning "Before you begin"`; the title may be empty, which leaves it out. */
const OPENING = /^!!!\s+([a-z][a-z0-9-]*)(?:\s+"(.*)")?\s*$/i;
const INDENT = 4;

/**
 * Admonitions as MkDocs writes them: an opening line, then a body that is indented by four spaces.
 *
 * ```
 * !!! warning "Before you begin"
 *
 *     Take a backup.
 * ```
 *
 * The empty line is optional. With it Prettier leaves the body alone.
 */
export function admonitions(md: MarkdownIt): void {
  md.block.ruler.before(
    'fence',
    'admonition',
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number) =>
        state.src.slice(
          state.bMarks[line] + state.tShift[line],
          state.eMarks[line],
        );
      if (state.sCount[startLine] - state.blkIndent >= INDENT) {
        return false;
      }
      const match = OPENING.exec(lineAt(startLine));
      if (!match) {
        return false;
      }
      if (silent) {
        return true;
      }

      const bodyIndent = state.blkIndent + INDENT;
      let nextLine = startLine + 1;
      let lastLine = nextLine;
      for (; nextLine < endLine; nextLine++) {
        if (state.isEmpty(nextLine)) {
          continue;
        }
        if (state.sCount[nextLine] < bodyIndent) {
          break;
        }
        lastLine = nextLine + 1;
      }

      const type = match[1].toLowerCase();
      const title =
        match[2] ?? type.charAt(0).toLocaleUpperCase('en') + type.slice(1);

      const open = state.push('admonition_open', 'div', 1);
      open.block = true;
      open.map = [startLine, lastLine];
      open.attrSet('class', `admonition ${type}`);
      if (title) {
        state
          .push('admonition_title_open', 'p', 1)
          .attrSet('class', 'admonition-title');
        const inline = state.push('inline', '', 0);
        inline.content = title;
        inline.map = [startLine, startLine + 1];
        inline.children = [];
        state.push('admonition_title_close', 'p', -1);
      }

      const { blkIndent, lineMax } = state;
      state.blkIndent = bodyIndent;
      state.lineMax = lastLine;
      state.md.block.tokenize(state, startLine + 1, lastLine);
      state.blkIndent = blkIndent;
      state.lineMax = lineMax;

      state.push('admonition_close', 'div', -1).block = true;
      state.line = lastLine;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}
