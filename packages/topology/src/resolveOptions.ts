import { ComponentDefinition } from './component';
import { Sha256 } from './hash';

/** @public */
export interface ResolveOptions {
  /** What is known about components, by the names of their overlays. */
  readonly components?: ReadonlyMap<string, ComponentDefinition>;
  /** A faster SHA-256 where the platform has one. */
  readonly sha256?: Sha256;
  /** Leaves to resolve, as a glob over their paths; all by default. */
  readonly leaf?: string;
  /** The only component to resolve; all by default. */
  readonly component?: string;
}
