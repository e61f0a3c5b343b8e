/** Colours for a terminal; plain text for everything else. */
export interface Paint {
  bold(text: string): string;
  faint(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

const ESCAPE = '\u001b[';

const colour =
  (code: number) =>
  (text: string): string =>
    `${ESCAPE}${code}m${text}${ESCAPE}0m`;

const plain = (text: string): string => text;

/** @param isColoured - whether a person looks at a terminal that shows colours */
export function paintFor(isColoured: boolean): Paint {
  return isColoured
    ? {
        bold: colour(1),
        faint: colour(2),
        red: colour(31),
        green: colour(32),
        yellow: colour(33),
      }
    : {
        bold: plain,
        faint: plain,
        red: plain,
        green: plain,
        yellow: plain,
      };
}
