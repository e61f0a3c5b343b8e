/**
 * A mention in a text: `@user:default/amelia.hart`. Groups: what is before it,
 * kind, namespace, name.
 *
 * @public
 */
export const MENTION =
  /(^|[\s([>])@([a-z][a-z0-9]*):([a-z0-9][\w.-]*)\/([a-z0-9][\w.-]*[a-z0-9]|[a-z0-9])/gi;

/**
 * Code in Markdown, in which nothing is a mention.
 *
 * @public
 */
export const CODE = /(```[\s\S]*?(?:```|$)|~~~[\s\S]*?(?:~~~|$)|`[^`\n]*`)/;

/**
 * Which users are mentioned in a Markdown text.
 *
 * @returns full refs in lower case, each once
 * @public
 */
export function mentionsIn(markdown: string): string[] {
  const refs = markdown
    .split(CODE)
    // Every other part is code: the pattern has one group.
    .filter((_, index) => index % 2 === 0)
    .flatMap(text => [...text.matchAll(MENTION)])
    .map(([, , kind, namespace, name]) =>
      `${kind}:${namespace}/${name}`.toLocaleLowerCase('en'),
    )
    .filter(ref => ref.startsWith('user:'));
  return [...new Set(refs)];
}
