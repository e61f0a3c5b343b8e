import { Composer, CST, isScalar, Node, Parser, Schema } from 'yaml';
import { Source } from '../source';
import { refuseHostileText, YamlProblem } from './hostileText';
import { ReadDocument, readPlainYaml } from './plainYaml';
import { Interpretation, Converter } from './converter';

/**
 * The YAML 1.2 core schema and no other tags. One for all documents: making it
 * anew for each would cost a tenth of parsing a small file.
 */
const CORE_SCHEMA = new Schema({
  schema: 'core',
  resolveKnownTags: false,
  merge: false,
});

/**
 * Reads the documents of a YAML file, one after the other. A document without
 * content (no value, not even an explicit null) is left out.
 *
 * @throws YamlProblem where the file is not YAML 1.2 or goes beyond the limits
 */
export function* readYamlDocuments<T extends Interpretation>(
  source: Source,
  interpretationOf: () => T,
): Generator<ReadDocument<T>> {
  const plain = readPlainYaml(source, interpretationOf);
  if (plain) {
    yield* plain;
  } else {
    yield* readAnyYaml(source, interpretationOf);
  }
}

/** Reads YAML with the library, whatever is in it. */
export function* readAnyYaml<T extends Interpretation>(
  source: Source,
  interpretationOf: () => T,
): Generator<ReadDocument<T>> {
  const composer = newComposer(source.text.length);
  for (const document of composer.compose(tokensOf(source.text))) {
    const error =
      document.errors[0] ??
      document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
    if (error) {
      throw new YamlProblem(
        Math.min(error.pos[0], source.text.length),
        error.message,
      );
    }
    const { contents } = document;
    if (contents && !isNothing(contents)) {
      const interpretation = interpretationOf();
      const value = new Converter(source, interpretation).convert(contents);
      yield { value, interpretation };
    }
  }
}

/**
 * A composer that stops at the first error. The library collects them all, each
 * with a stack trace, and a hostile megabyte has hundreds of thousands. What it calls
 * is an inner name; should that change, the errors are found after composing.
 */
function newComposer(length: number): Composer {
  const composer = new Composer({
    schema: CORE_SCHEMA,
    prettyErrors: false,
    // Checked while converting: the library's own check is quadratic.
    uniqueKeys: false,
  });
  let first: YamlProblem | undefined;
  const onError = (
    at: number | readonly number[] | { readonly offset: number },
    code: string,
    message: string,
    isWarning?: boolean,
  ): void => {
    if (!isWarning || code === 'TAG_RESOLVE_FAILED') {
      const offset = typeof at === 'object' && 'offset' in at ? at.offset : at;
      const start = typeof offset === 'number' ? offset : offset[0];
      // The library catches what its parts throw, and comes here again.
      first ??= new YamlProblem(Math.min(start, length), message);
      throw first;
    }
  };
  return Object.assign(composer, { onError });
}

function* tokensOf(text: string): Generator<CST.Token> {
  refuseHostileText(text);
  for (const token of new Parser().parse(text)) {
    if (token.type === 'error') {
      throw new YamlProblem(token.offset, token.message);
    }
    yield token;
  }
}

function isNothing(node: Node): boolean {
  return (
    isScalar(node) && node.value === null && node.source === '' && !node.tag
  );
}
