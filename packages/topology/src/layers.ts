import { findAmbiguities } from './ambiguity';
import { Component } from './component';
import { Environment } from './environment';
import { collectInto, Problem } from './findings';
import { matchesGlob } from './glob';
import { Merge } from './merge';
import { Overlay, OverlayDocument } from './parse/overlay';
import { State, Step } from './state';

/**
 * The documents of one component at one node, on top of those of the nodes above.
 * Nodes without an overlay of their own use the layer of the node above, so that
 * leaves with equal layers have the very same layer.
 */
export class Layer {
  readonly #problems: readonly Problem[];
  readonly #documentProblems: ReadonlyMap<OverlayDocument, readonly Problem[]>;
  readonly #hasTargets: boolean;
  readonly #after = new Map<State, Map<string, State>>();
  #only: State | undefined;

  constructor(
    readonly above: Layer | undefined,
    readonly overlay: Overlay,
    readonly component: Component,
  ) {
    const { source, unreadable } = overlay;
    this.#hasTargets = overlay.documents.some(({ target }) => target);
    this.#problems = unreadable
      ? [
          {
            ...unreadable,
            at: source,
            component: component.name,
            pointer: undefined,
            subject: '',
          },
        ]
      : [];
    this.#documentProblems = new Map(
      overlay.documents
        .filter(document => document.problems.length > 0)
        .map(document => [
          document,
          document.problems.map(problem => ({
            ...problem,
            at: source,
            component: component.name,
          })),
        ]),
    );
  }

  /** What is wrong with the file itself, whichever leaves it applies to. */
  ownProblems(): Problem[] {
    return [...this.#problems, ...[...this.#documentProblems.values()].flat()];
  }

  /** What the documents that apply at a leaf have made so far. */
  stateAt(environment: Environment): State {
    if (this.#only) {
      return this.#only;
    }
    const before =
      this.above?.stateAt(environment) ?? State.initial(this.component);
    if (!this.#hasTargets && (!this.above || this.above.#only)) {
      this.#only = this.#apply(before, this.overlay.documents);
      return this.#only;
    }
    const { documents } = this.overlay;
    let key = '';
    for (const document of documents) {
      key += applies(document, environment) ? '1' : '0';
    }
    let states = this.#after.get(before);
    if (!states) {
      states = new Map();
      this.#after.set(before, states);
    }
    let state = states.get(key);
    if (!state) {
      state = this.#apply(
        before,
        documents.filter((_, i) => key[i] === '1'),
      );
      states.set(key, state);
    }
    return state;
  }

  #apply(before: State, documents: readonly OverlayDocument[]): State {
    if (this.#problems.length > 0) {
      return before.broken(this.#problems);
    }
    if (documents.length === 0) {
      return before;
    }
    const { schema, name } = this.component;
    const problems: Problem[] = [];
    const raise = collectInto(problems, name);
    documents.forEach((document, i) => {
      problems.push(...(this.#documentProblems.get(document) ?? []));
      for (const other of documents.slice(0, i)) {
        if (other.specificity === document.specificity && !before.isBroken) {
          findAmbiguities(other.value, document.value, schema, raise);
        }
      }
    });
    if (before.isBroken) {
      return before.broken(problems);
    }
    const ambiguous = new Set(
      problems.filter(({ code }) => code === 'AMBIGUOUS').map(p => p.offset),
    );
    const merge = new Merge(
      this.overlay.source.depth,
      (code, message, at, path, subject) => {
        // Two documents that disagree about a place may differ in type as well.
        if (!(code === 'TYPE_CONFLICT' && ambiguous.has(at.offset))) {
          raise(code, message, at, path, subject);
        }
      },
    );
    let { value } = before;
    const steps: Step[] = [];
    for (const document of documents) {
      value = merge.over(value, document.value, schema);
      steps.push({ document, value });
    }
    return before.after(value, problems, steps);
  }
}

function applies(
  { target }: OverlayDocument,
  environment: Environment,
): boolean {
  return (
    !target ||
    target.patterns.every(([name, pattern]) => {
      const label = environment.label(name);
      return label !== undefined && matchesGlob(pattern, label.value);
    })
  );
}
