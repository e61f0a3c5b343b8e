/** `@user:default/amelia.hart`, but not in an address. */
const MENTION =
  /(?<![\w.@/])@(user:[a-z0-9._-]+\/[a-z0-9._-]*[a-z0-9])(?![\w/])/gi;

/** Fenced blocks and code spans, in which nothing is a mention. */
const CODE = /(`{3,}|~{3,})[\s\S]*?\1|(`+)[^`][\s\S]*?\2/g;

/**
 * Who is mentioned in a Markdown text.
 *
 * @returns full refs of users, in lower case, each once
 */
export function mentionsIn(text: string): string[] {
  const refs = [...text.replace(CODE, ' ').matchAll(MENTION)].map(([, ref]) =>
    ref.toLocaleLowerCase('en'),
  );
  return [...new Set(refs)];
}
