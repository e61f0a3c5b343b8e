const LENGTH = 280;

/** The beginning of a Markdown text, in plain words. */
export function excerptOf(markdown: string): string {
  const plain = markdown
    .slice(0, 20 * LENGTH)
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/[*_`~]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain.length <= LENGTH) {
    return plain;
  }
  const cut = plain.slice(0, LENGTH);
  const end = cut.lastIndexOf(' ');
  return `${cut.slice(0, end > LENGTH / 2 ? end : LENGTH)}…`;
}
