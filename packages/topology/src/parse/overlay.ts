import { Source } from '../source';
import { LayerValue } from '../value';
import { Unreadable, unreadable } from './unreadable';
import { YamlProblem } from './hostileText';
import {
  DocumentProblem,
  ReservedWords,
  Specificity,
  specificityOf,
  Target,
} from './reserved';
import { readYamlDocuments } from './yamlDocuments';

/** Documents of one file are compared with one another, hence a limit. */
const MAX_DOCUMENTS = 1000;

/** One document of an overlay file. */
export interface OverlayDocument {
  readonly target: Target | undefined;
  readonly specificity: Specificity;
  readonly value: LayerValue;
  readonly problems: readonly DocumentProblem[];
}

/** An overlay file: its documents in the order they apply, or why not. */
export interface Overlay {
  readonly source: Source;
  readonly documents: readonly OverlayDocument[];
  readonly unreadable: Unreadable | undefined;
}

/** Reads an overlay file; never throws for what is in the file. */
export function readOverlay(source: Source): Overlay {
  const documents: OverlayDocument[] = [];
  try {
    for (const { value, interpretation: words } of readYamlDocuments(
      source,
      () => new ReservedWords(),
    )) {
      if (documents.length === MAX_DOCUMENTS) {
        throw new YamlProblem(
          value.offset,
          `A file holds ${MAX_DOCUMENTS} documents at most. Split it.`,
        );
      }
      documents.push({
        target: words.target,
        specificity: specificityOf(words.target),
        value,
        problems: words.problems,
      });
    }
  } catch (error) {
    if (error instanceof YamlProblem) {
      return { source, documents: [], unreadable: unreadable(error) };
    }
    throw error;
  }
  // Stable: documents of equal specificity keep the order of the file.
  documents.sort((a, b) => a.specificity - b.specificity);
  return { source, documents, unreadable: undefined };
}
