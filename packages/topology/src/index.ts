/**
 * Turns a tree of configuration files into the effective configuration of every
 * place an application runs, and tells where each value came from. Pure: no clock,
 * network, environment or file system.
 *
 * @packageDocumentation
 */
export { resolve } from './resolve';
export type { Resolution } from './resolve';
export type { ResolveOptions } from './resolveOptions';
export { explain, NothingThereError } from './explain';
export type { Explanation, ShadowedValue, UsedVariable } from './explain';
export { diff } from './diff';
export { documentOf } from './resolutionDocument';
export type { ResolutionDocument } from './resolutionDocument';
export { nodesOf } from './nodes';
export type { TopologyNode } from './nodes';
export type { ComponentChange, PointerChange } from './diff';
export type { LeafResolution } from './leafResolution';
export type { ComponentResult, Origin } from './componentResult';
export type { ComponentDefinition } from './component';
export type { Instance } from './instances';
export type { Finding } from './findings';
export { findingCodes } from './findingCodes';
export type {
  FindingCode,
  FindingCodeDescription,
  Severity,
} from './findingCodes';
export type { Deployment } from './parse/deployment';
export { portableSha256 } from './hash';
export type { Sha256 } from './hash';
export { matchesGlob } from './glob';
export type { Place } from './source';
export type { JsonObject, JsonScalar, JsonValue } from './value';
export type { SymbolicLink, Tree, TreeChanges, TreeEntry } from './tree';
