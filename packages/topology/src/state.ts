import { Component } from './component';
import { ComponentResult, finish } from './componentResult';
import { Environment } from './environment';
import { Problem } from './findings';
import { Sha256 } from './hash';
import { OverlayDocument } from './parse/overlay';
import { Value } from './value';
import { variablesIn } from './variables';

/** One document that was merged, and the value after it. */
export interface Step {
  readonly document: OverlayDocument;
  readonly value: Value | undefined;
}

/** What the documents down to some node have made of a component. */
export class State {
  readonly #results = new Map<string, ComponentResult>();
  #variables: readonly string[] | undefined;

  private constructor(
    readonly component: Component,
    readonly before: State | undefined,
    readonly value: Value | undefined,
    readonly problems: readonly Problem[],
    readonly steps: readonly Step[],
    /** Whether a file could not be read, so that there is nothing to merge with. */
    readonly isBroken: boolean,
  ) {}

  static initial(component: Component): State {
    const problems: Problem[] = component.problem
      ? [
          {
            code: 'SCHEMA_INVALID',
            message: component.problem,
            at: undefined,
            offset: undefined,
            component: component.name,
            pointer: undefined,
            subject: '',
          },
        ]
      : [];
    const isBroken = problems.length > 0;
    return new State(component, undefined, undefined, problems, [], isBroken);
  }

  after(
    value: Value | undefined,
    problems: readonly Problem[],
    steps: readonly Step[],
  ): State {
    const all = this.#with(problems);
    return new State(this.component, this, value, all, steps, false);
  }

  broken(problems: readonly Problem[]): State {
    const all = this.#with(problems);
    return new State(this.component, this, undefined, all, [], true);
  }

  /** The result at a leaf; leaves whose variables are equal share it. */
  resultAt(environment: Environment, sha256: Sha256): ComponentResult {
    const { value } = this;
    this.#variables ??= value ? variablesIn(value) : [];
    let key = '';
    for (const name of this.#variables) {
      const variable = environment.variable(name);
      key += variable ? `${JSON.stringify(variable.value)},` : ',';
    }
    let result = this.#results.get(key);
    if (!result) {
      const { component, problems, isBroken } = this;
      result = isBroken
        ? new ComponentResult(component, undefined, problems, sha256)
        : finish(component, value, problems, environment, sha256);
      this.#results.set(key, result);
    }
    return result;
  }

  #with(problems: readonly Problem[]): readonly Problem[] {
    return problems.length > 0
      ? [...this.problems, ...problems]
      : this.problems;
  }
}
