import { Source } from '../source';
import { flagsOfList, LayerValue, ListOf, Scalar } from '../value';
import {
  Entry,
  findDuplicate,
  Interpretation,
  mapFromEntries,
} from './converter';
import {
  SPACE,
  HASH,
  DASH,
  COLON,
  PIPE,
  GREATER,
  OPEN_BRACKET,
  OPEN_BRACE,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  QUOTE,
  APOSTROPHE,
  mayBegin,
  plainValue,
  isPrintable,
  isPrintableText,
  BACKSLASH,
} from './plainScalars';

/** Deeper nesting is left to the library, which knows the limit. */
const MAX_PLAIN_DEPTH = 20;
/** As are files with very many documents. */
const MAX_PLAIN_DOCUMENTS = 100;

const KEY = /[A-Za-z_$][A-Za-z0-9_.$/-]{0,99}/y;

/** A document with what was told about it while it was read. */
export interface ReadDocument<T> {
  readonly value: LayerValue;
  readonly interpretation: T;
}

class PlainReader<T extends Interpretation> {
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  #interpretation: T;
  /** Where the next line begins. */
  #next = 0;
  /** The current line: where it begins, its content, and its end. */
  #line = 0;
  #start = 0;
  #end = 0;
  /** Of the current line; -1 after the last line of a document. */
  #indent = -1;
  /** Whether a document follows. */
  #more = false;
  /** Where a flow collection has been read to. */
  #at = 0;

  constructor(
    private readonly source: Source,
    private readonly interpretationOf: () => T,
  ) {
    this.#text = source.text;
    this.#interpretation = interpretationOf();
  }

  documents(): ReadDocument<T>[] | undefined {
    const documents: ReadDocument<T>[] = [];
    this.#advance();
    if (this.#more && this.#indent === -1) {
      this.#advance();
    }
    do {
      this.#interpretation = this.interpretationOf();
      const value = this.#indent === 0 ? this.#block(false) : undefined;
      if (!value || this.#indent !== -1) {
        return undefined;
      }
      documents.push({ value, interpretation: this.#interpretation });
      if (!this.#more) {
        return documents;
      }
      this.#advance();
    } while (documents.length < MAX_PLAIN_DOCUMENTS);
    return undefined;
  }

  /** Moves on to the next line of the document that has content. */
  #advance(): void {
    const text = this.#text;
    this.#more = false;
    while (this.#next < text.length) {
      const line = this.#next;
      let start = line;
      while (text.charCodeAt(start) === SPACE) {
        start += 1;
      }
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      this.#next = end + 1;
      if (start < end && text.charCodeAt(start) !== HASH) {
        this.#line = line;
        this.#start = start;
        this.#end = end;
        this.#indent = start - line;
        if (end - line === 3 && text.startsWith('---', line)) {
          this.#indent = -1;
          this.#more = true;
        }
        return;
      }
    }
    this.#indent = -1;
  }

  #block(inList: boolean): LayerValue | undefined {
    if (this.#path.length > MAX_PLAIN_DEPTH) {
      return undefined;
    }
    return this.#isItem() ? this.#list() : this.#map(inList);
  }

  #isItem(): boolean {
    return (
      this.#text.charCodeAt(this.#start) === DASH &&
      this.#text.charCodeAt(this.#start + 1) === SPACE
    );
  }

  /** Where the colon of a key on the current line is, or -1. */
  #colon(from: number): number {
    KEY.lastIndex = from;
    if (!KEY.test(this.#text)) {
      return -1;
    }
    const colon = KEY.lastIndex;
    return this.#text.charCodeAt(colon) === COLON &&
      (colon + 1 === this.#end || this.#text.charCodeAt(colon + 1) === SPACE)
      ? colon
      : -1;
  }

  #map(inList: boolean): LayerValue | undefined {
    const indent = this.#indent;
    const offset = this.#start;
    const entries: Entry[] = [];
    let reserved = false;
    while (this.#indent === indent) {
      const keyOffset = this.#start;
      const colon = this.#colon(keyOffset);
      if (colon < 0) {
        return undefined;
      }
      const key = this.#text.slice(keyOffset, colon);
      this.#path.push(key);
      const value = this.#valueAfter(colon + 1, indent);
      this.#path.pop();
      if (!value || this.#indent > indent) {
        return undefined;
      }
      reserved ||= key.startsWith('$');
      entries.push({ key, keyOffset, value });
    }
    return this.#mapOf(entries, offset, inList, reserved);
  }

  #mapOf(
    entries: readonly Entry[],
    offset: number,
    inList: boolean,
    reserved: boolean,
  ): LayerValue | undefined {
    if (findDuplicate(entries)) {
      return undefined;
    }
    const interpretation: Interpretation = this.#interpretation;
    return reserved && interpretation.reserved
      ? interpretation.reserved(entries, this.source, offset, {
          path: [...this.#path],
          inList,
        })
      : mapFromEntries(entries, this.source, offset);
  }

  #list(): LayerValue | undefined {
    const indent = this.#indent;
    const offset = this.#start;
    const items: LayerValue[] = [];
    while (this.#indent === indent && this.#isItem()) {
      const start = this.#skipSpaces(this.#start + 1);
      this.#path.push(items.length);
      const item =
        this.#colon(start) < 0
          ? this.#restOfLine(start, indent, true)
          : this.#compactMap(start);
      this.#path.pop();
      if (!item || this.#indent > indent) {
        return undefined;
      }
      items.push(item);
    }
    return new ListOf(items, this.source, offset, flagsOfList(items));
  }

  /** A map that begins on the line of its dash. */
  #compactMap(start: number): LayerValue | undefined {
    this.#start = start;
    this.#indent = start - this.#line;
    return this.#block(true);
  }

  #valueAfter(from: number, indent: number): LayerValue | undefined {
    const start = this.#skipSpaces(from);
    if (start < this.#end && this.#text.charCodeAt(start) !== HASH) {
      return this.#restOfLine(start, indent, false);
    }
    this.#advance();
    const isBelow =
      this.#indent > indent || (this.#indent === indent && this.#isItem());
    return isBelow ? this.#block(false) : undefined;
  }

  #skipSpaces(from: number): number {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) {
      at += 1;
    }
    return at;
  }

  /** What fills the rest of the line (and, for block scalars, the next); moves on. */
  #restOfLine(
    start: number,
    indent: number,
    inList: boolean,
  ): LayerValue | undefined {
    const first = this.#text.charCodeAt(start);
    if (first === PIPE || first === GREATER) {
      return this.#blockScalar(start, indent);
    }
    let value: LayerValue | undefined;
    if (first === OPEN_BRACKET || first === OPEN_BRACE) {
      this.#at = start;
      value = this.#flow(inList);
      value = value && this.#isLast(this.#at) ? value : undefined;
    } else {
      value = this.#scalar(start);
    }
    this.#advance();
    return value;
  }

  /** A flow collection on one line, from `#at` on. */
  #flow(inList: boolean): LayerValue | undefined {
    const offset = this.#at;
    if (this.#path.length > MAX_PLAIN_DEPTH) {
      return undefined;
    }
    const isMap = this.#text.charCodeAt(offset) === OPEN_BRACE;
    const close = isMap ? CLOSE_BRACE : CLOSE_BRACKET;
    const entries: Entry[] = [];
    const items: LayerValue[] = [];
    let reserved = false;
    this.#at = this.#skipSpaces(offset + 1);
    let isEmpty = this.#text.charCodeAt(this.#at) === close;
    while (!isEmpty) {
      const keyOffset = this.#at;
      let key: string | number = items.length;
      if (isMap) {
        const colon = this.#colon(keyOffset);
        if (colon < 0) {
          return undefined;
        }
        key = this.#text.slice(keyOffset, colon);
        reserved ||= key.startsWith('$');
        this.#at = this.#skipSpaces(colon + 1);
      }
      this.#path.push(key);
      const value = this.#flowValue(!isMap);
      this.#path.pop();
      if (!value) {
        return undefined;
      }
      if (typeof key === 'string') {
        entries.push({ key, keyOffset, value });
      } else {
        items.push(value);
      }
      this.#at = this.#skipSpaces(this.#at);
      const next = this.#text.charCodeAt(this.#at);
      if (next !== COMMA && next !== close) {
        return undefined;
      }
      isEmpty = next === close;
      if (!isEmpty) {
        this.#at = this.#skipSpaces(this.#at + 1);
      }
    }
    this.#at += 1;
    return isMap
      ? this.#mapOf(entries, offset, inList, reserved)
      : new ListOf(items, this.source, offset, flagsOfList(items));
  }

  #flowValue(inList: boolean): LayerValue | undefined {
    const start = this.#at;
    const first = this.#text.charCodeAt(start);
    if (first === OPEN_BRACE || first === OPEN_BRACKET) {
      return this.#flow(inList);
    }
    if (first === QUOTE || first === APOSTROPHE) {
      const end = this.#closingQuote(start, first);
      this.#at = end + 1;
      // A quoted text before a colon would be a key.
      return end < 0 || this.#text.charCodeAt(end + 1) === COLON
        ? undefined
        : new Scalar(this.#text.slice(start + 1, end), this.source, start);
    }
    if (!mayBegin(first, this.#text.charCodeAt(start + 1))) {
      return undefined;
    }
    let at = start;
    let last = start;
    for (; ; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        break;
      }
      if (
        at >= this.#end ||
        !isPrintable(code) ||
        code === HASH ||
        code === COLON ||
        code === OPEN_BRACE ||
        code === OPEN_BRACKET
      ) {
        return undefined;
      }
      last = code === SPACE ? last : at;
    }
    this.#at = at;
    return this.#plain(start, last + 1);
  }

  /** A text over the next lines, after `|`, `|-` or, without blank lines, `>-`. */
  #blockScalar(start: number, indent: number): Scalar | undefined {
    const header = this.#text.slice(start, this.#end);
    if (header !== '|' && header !== '|-' && header !== '>-') {
      return undefined;
    }
    const lines: string[] = [];
    let column = -1;
    let from = this.#next;
    while (from < this.#text.length) {
      const newline = this.#text.indexOf('\n', from);
      if (newline < 0) {
        return undefined;
      }
      const content = this.#skipSpaces(from);
      if (content < newline) {
        column = column < 0 ? content - from : column;
        if (content - from < column || column <= indent) {
          break;
        }
        if (header === '>-' && content - from > column) {
          return undefined;
        }
        lines.push(this.#text.slice(from + column, newline));
      } else if (content > from || column < 0 || header === '>-') {
        return undefined;
      } else {
        lines.push('');
      }
      from = newline + 1;
    }
    while (lines[lines.length - 1] === '') {
      lines.pop();
    }
    const text = lines.join(header === '>-' ? ' ' : '\n');
    if (lines.length === 0 || !isPrintableText(text)) {
      return undefined;
    }
    this.#next = from;
    this.#advance();
    return new Scalar(header === '|' ? `${text}\n` : text, this.source, start);
  }

  #scalar(start: number): Scalar | undefined {
    const first = this.#text.charCodeAt(start);
    if (first === QUOTE || first === APOSTROPHE) {
      return this.#quoted(start, first);
    }
    if (!mayBegin(first, this.#text.charCodeAt(start + 1))) {
      return undefined;
    }
    let last = start;
    for (let at = start; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === SPACE) {
        if (this.#text.charCodeAt(at + 1) === HASH) {
          break;
        }
      } else if (
        !isPrintable(code) ||
        (code === COLON && this.#endsWord(at + 1))
      ) {
        return undefined;
      } else {
        last = at;
      }
    }
    return this.#plain(start, last + 1);
  }

  #plain(start: number, end: number): Scalar | undefined {
    const value = plainValue(this.#text.slice(start, end));
    return value === undefined
      ? undefined
      : new Scalar(value, this.source, start);
  }

  #quoted(start: number, quote: number): Scalar | undefined {
    const end = this.#closingQuote(start, quote);
    return end >= 0 && this.#isLast(end + 1)
      ? new Scalar(this.#text.slice(start + 1, end), this.source, start)
      : undefined;
  }

  /** Where a quoted text without escapes ends, or -1. */
  #closingQuote(start: number, quote: number): number {
    for (let at = start + 1; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === quote) {
        return this.#text.charCodeAt(at + 1) === quote ? -1 : at;
      }
      if (code === BACKSLASH || !isPrintable(code)) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether only spaces and a comment are left of the line. */
  #isLast(at: number): boolean {
    const after = this.#skipSpaces(at);
    return (
      after >= this.#end ||
      (after > at && this.#text.charCodeAt(after) === HASH)
    );
  }

  #endsWord(at: number): boolean {
    return at >= this.#end || this.#text.charCodeAt(at) === SPACE;
  }
}

/**
 * Reads the YAML that most overlays are made of, several times as fast as the
 * library: block maps and lists, flow collections and scalars on one line, simple block
 * scalars, comments, and documents one after the other. Knows exactly what it reads,
 * and gives up (returns undefined) on everything else, such as anchors, tags, texts
 * over several lines, and all errors; that is for the library then. A test compares
 * the two.
 */
export function readPlainYaml<T extends Interpretation>(
  source: Source,
  interpretationOf: () => T,
): ReadDocument<T>[] | undefined {
  return new PlainReader(source, interpretationOf).documents();
}
