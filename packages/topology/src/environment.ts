import { Setting, NodeSettings } from './parse/nodeFile';
import { JsonScalar } from './value';

/** A label or variable that is visible at a node. */
export type Visible<T extends JsonScalar = JsonScalar> =
  | { readonly kind: 'built-in'; readonly value: string }
  | ({ readonly kind: 'set' } & Setting<T>);

/**
 * The labels and variables visible at a node: its own, then those of the nodes
 * above. Built-ins come first and cannot be set.
 */
export class Environment {
  readonly isProtected: boolean;

  constructor(
    /** Path below `topology/`, without the dot of the root. */
    readonly path: string,
    private readonly parent: Environment | undefined,
    /** The node's own settings; those that win come first. */
    private readonly own: readonly NodeSettings[],
    private readonly application: string,
    private readonly levels: readonly string[],
  ) {
    this.isProtected =
      (parent?.isProtected ?? false) || own.some(node => node.isProtected);
  }

  /** The label of this name; built-ins are labels. */
  label(name: string): Visible<string> | undefined {
    const builtIn = this.builtIn(name);
    if (builtIn !== undefined) {
      return { kind: 'built-in', value: builtIn };
    }
    const setting = this.inherited(node => node.labels.get(name));
    return setting && { kind: 'set', ...setting };
  }

  /** What `%name%` stands for: a built-in, else a variable, else a label. */
  variable(name: string): Visible | undefined {
    const builtIn = this.builtIn(name);
    if (builtIn !== undefined) {
      return { kind: 'built-in', value: builtIn };
    }
    const setting: Setting | undefined =
      this.inherited(node => node.vars.get(name)) ??
      this.inherited(node => node.labels.get(name));
    return setting && { kind: 'set', ...setting };
  }

  /** All labels, built-ins included, by name. */
  labels(): Map<string, string> {
    return new Map(
      this.names(node => node.labels).flatMap(name => {
        const label = this.label(name);
        return label ? [[name, label.value]] : [];
      }),
    );
  }

  /** All variables that were set (and are no built-ins), by name. */
  vars(): Map<string, JsonScalar> {
    const vars = new Map<string, JsonScalar>();
    for (const name of this.ownNames(node => node.vars)) {
      const setting = this.inherited(node => node.vars.get(name));
      if (setting) {
        vars.set(name, setting.value);
      }
    }
    return vars;
  }

  builtIn(name: string): string | undefined {
    switch (name) {
      case 'application':
        return this.application;
      case 'node':
        return this.path || '.';
      case 'name':
        return this.path.slice(this.path.lastIndexOf('/') + 1) || '.';
      default: {
        const level = this.levels.indexOf(name);
        return level < 0 || this.path === ''
          ? undefined
          : this.path.split('/')[level];
      }
    }
  }

  private inherited<T>(
    find: (node: NodeSettings) => T | undefined,
  ): T | undefined {
    for (const node of this.own) {
      const found = find(node);
      if (found !== undefined) {
        return found;
      }
    }
    return this.parent?.inherited(find);
  }

  private names(
    settings: (node: NodeSettings) => ReadonlyMap<string, unknown>,
  ): string[] {
    const builtIns = ['application', 'node', 'name', ...this.levels].filter(
      name => this.builtIn(name) !== undefined,
    );
    return [...new Set([...builtIns, ...this.ownNames(settings)])].sort();
  }

  private ownNames(
    settings: (node: NodeSettings) => ReadonlyMap<string, unknown>,
  ): string[] {
    const names = new Set(this.parent?.ownNames(settings));
    this.own.forEach(node =>
      settings(node).forEach((_, name) => names.add(name)),
    );
    return [...names].sort();
  }
}
