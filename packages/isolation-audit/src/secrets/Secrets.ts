import { createHash } from 'node:crypto';
import { decodings } from './decodings';

/** A word that not everybody may meet in an answer. */
export type Secret = {
  readonly word: string;
  /** What the word belongs to, for the report: `title of component:a/b`. */
  readonly what: string;
  /** Ids of the probers who may see it. */
  readonly visibleTo: ReadonlySet<string>;
  /** Too common to be told by: finding it in an answer means nothing. */
  readonly common?: boolean;
};

/** What {@link mintCanary} makes: recognised in any text without a dictionary. */
const CANARY = /zq[a-z]{10}k/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * A word that occurs nowhere by accident, survives lower-casing, stemming and
 * being split at punctuation, and resembles no other: search engines find words
 * that differ in a letter or two.
 *
 * @param seed - the same seed makes the same word
 */
export function mintCanary(seed: string): string {
  const letters = [...createHash('sha256').update(seed).digest()]
    .slice(0, 10)
    .map(byte => String.fromCharCode('a'.charCodeAt(0) + (byte % 26)));
  return `zq${letters.join('')}k`;
}

/** Knows who may meet which words, and finds them in answers. */
export class Secrets {
  /** Canaries and UUIDs, found by their shape. */
  private readonly shaped = new Map<string, Secret>();
  /** Whatever else, found by looking for each. */
  private readonly free = new Map<string, Secret>();

  add(secret: Secret): void {
    const word = secret.word.toLowerCase();
    const isShaped = shapesIn(word).includes(word);
    (isShaped ? this.shaped : this.free).set(word, { ...secret, word });
  }

  /** Every word that the prober may not meet, in the order in which they were added. */
  hiddenFrom(prober: string): string[] {
    return [...this.shaped.values(), ...this.free.values()]
      .filter(({ visibleTo }) => !visibleTo.has(prober))
      .map(({ word }) => word);
  }

  /** Whether the text has a word that the prober may not meet. */
  isHidden(text: string, prober: string): boolean {
    return this.wordsIn([text]).some(
      word => !this.find(word)?.visibleTo.has(prober),
    );
  }

  /**
   * Secrets in the texts that the prober may not meet, encoded ones too.
   *
   * @param asked - what the prober said themselves, which is no secret to them
   */
  hiddenIn(
    texts: readonly string[],
    prober: string,
    asked: readonly string[] = [],
  ): Secret[] {
    const known = new Set(this.wordsIn(asked));
    return this.wordsIn(texts)
      .filter(word => !known.has(word))
      .flatMap(word => this.find(word) ?? [])
      .filter(({ common, visibleTo }) => !common && !visibleTo.has(prober));
  }

  /**
   * The same text about something that does not exist: every secret that the
   * prober may not meet is replaced by a word of the same shape and length that
   * nobody uses.
   */
  twin(text: string, prober: string): string {
    return this.wordsIn([text])
      .filter(word => !this.find(word)?.visibleTo.has(prober))
      .sort((a, b) => b.length - a.length)
      .reduce(
        (changed, word) =>
          changed.replace(new RegExp(escapeRegExp(word), 'gi'), twinOf),
        text,
      );
  }

  private find(word: string): Secret | undefined {
    return this.shaped.get(word) ?? this.free.get(word);
  }

  private wordsIn(texts: readonly string[]): string[] {
    const found = new Set<string>();
    for (const text of texts) {
      for (const decoded of decodings(text)) {
        const lower = decoded.toLowerCase();
        for (const word of shapesIn(lower)) {
          if (this.shaped.has(word)) {
            found.add(word);
          }
        }
        for (const word of this.free.keys()) {
          if (lower.includes(word)) {
            found.add(word);
          }
        }
      }
    }
    return [...found];
  }
}

function shapesIn(text: string): string[] {
  return [...(text.match(CANARY) ?? []), ...(text.match(UUID) ?? [])];
}

function twinOf(word: string): string {
  const lower = word.toLowerCase();
  if (shapesIn(lower).includes(lower)) {
    return lower.includes('-') ? turnDigits(word) : mintCanary(`no ${lower}`);
  }
  // The kind and namespace of a ref stay: only the name is somebody else's.
  const split = Math.max(word.lastIndexOf('/'), word.lastIndexOf(':')) + 1;
  return word.slice(0, split) + turnLetters(word.slice(split));
}

/** Version and variant of a UUID stay as they are, so that it still is one. */
function turnDigits(uuid: string): string {
  return [...uuid]
    .map((digit, index) =>
      digit === '-' || index === 14 || index === 19
        ? digit
        : (15 - Number.parseInt(digit, 16)).toString(16),
    )
    .join('');
}

function turnLetters(name: string): string {
  return [...name]
    .map(letter => {
      const alphabet = [
        'abcdefghijklmnopqrstuvwxyz',
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
        '0123456789',
      ].find(letters => letters.includes(letter));
      return alphabet
        ? alphabet[(alphabet.indexOf(letter) + 7) % alphabet.length]
        : letter;
    })
    .join('');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
