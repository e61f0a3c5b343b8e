import { Composer, CST, isScalar, Node, Parser, Schema } from 'yaml';
import { Source } from '../source';
import { lexemesOf, YamlProblem } from './lexemes';
import { LayerValue } from '../value';
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
export function* readYamlDocuments(
  source: Source,
  interpretation: Interpretation = {},
): Generator<LayerValue> {
  const composer = new Composer({
    schema: CORE_SCHEMA,
    prettyErrors: false,
    // Checked while converting: the library's own check is quadratic.
    uniqueKeys: false,
  });
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
      yield new Converter(source, interpretation).convert(contents);
    }
  }
}

function* tokensOf(text: string): Generator<CST.Token> {
  const parser = new Parser();
  for (const lexeme of lexemesOf(text)) {
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function isNothing(node: Node): boolean {
  return (
    isScalar(node) && node.value === null && node.source === '' && !node.tag
  );
}
