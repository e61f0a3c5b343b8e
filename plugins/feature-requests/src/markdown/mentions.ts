import { CODE, MENTION } from '@commonhold/plugin-feature-requests-common';
import { refTitle } from '../catalog/refTitle';

/**
 * Makes links of the mentions in a Markdown text, but for those in code.
 *
 * @param addressOf - where an entity is shown
 */
export function linkMentions(
  markdown: string,
  addressOf: (ref: { kind: string; namespace: string; name: string }) => string,
): string {
  return markdown
    .split(CODE)
    .map((part, index) =>
      // Every second part is what the expression captured.
      index % 2 === 1
        ? part
        : part.replace(
            MENTION,
            (
              _,
              before: string,
              kind: string,
              namespace: string,
              name: string,
            ) =>
              `${before}[@${refTitle(
                `${kind}:${namespace}/${name}`,
              )}](${addressOf({
                kind: kind.toLocaleLowerCase('en-US'),
                namespace,
                name,
              })})`,
          ),
    )
    .join('');
}

/** A text without Markdown, such as an excerpt, with the names of the mentioned. */
export function nameMentions(text: string): string {
  return text.replace(
    MENTION,
    (_, before: string, kind: string, namespace: string, name: string) =>
      `${before}@${refTitle(`${kind}:${namespace}/${name}`)}`,
  );
}

/**
 * What is being typed behind an `@` before the caret, if it is a mention.
 *
 * @returns the text behind the `@`, and where the `@` is
 */
export function mentionAt(
  text: string,
  caret: number,
): { readonly text: string; readonly from: number } | undefined {
  const match = /(?:^|[\s([>])@([\w.:/-]{0,60})$/.exec(text.slice(0, caret));
  return match
    ? { text: match[1], from: caret - match[1].length - 1 }
    : undefined;
}
