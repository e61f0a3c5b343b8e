import { createHash } from 'node:crypto';
import { JsonValue } from '@backstage/types';
import { DeclaredResource } from './DeclaredResource';

/**
 * A hash of what a resource should be: its spec, tags, provider and the provider's
 * configuration. Equal for equal JSON, whatever the order of its keys.
 */
export function desiredHash(declared: DeclaredResource): string {
  const { spec, tags, provider, providerConfig } = declared;
  return createHash('sha256')
    .update(canonical({ spec, tags: { ...tags }, provider, providerConfig }))
    .digest('hex');
}

function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `{${Object.keys(value)
      .filter(key => value[key] !== undefined)
      .sort()
      .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
