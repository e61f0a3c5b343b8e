import { createHash } from 'node:crypto';
import { JsonObject, JsonValue } from '@backstage/types';
import { RecordSet } from './PowerdnsServer';
import { RecordSpec, absoluteName } from './recordSpec';

/** Who wrote a comment, as PowerDNS keeps it. */
const ACCOUNT = 'commonhold';

/**
 * Kept in a comment beside the records, in the same transaction: DNS has no place for it.
 */
export type Mark = {
  /** Id of the resource. */
  readonly resource: string;
  readonly fence: number;
  readonly tags: Readonly<Record<string, string>>;
};

/** What the provider looks after of a record set. */
export type Records = {
  readonly spec: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  /** A hash over both. */
  readonly version: string;
};

export function wantedRecords(
  spec: RecordSpec,
  tags: Readonly<Record<string, string>>,
): Records {
  return records(spec, tags);
}

/** @param zone - without a dot at the end */
export function recordsOf(zone: string, set: RecordSet): Records {
  const suffix = `.${zone}.`;
  const disabled = set.records.filter(each => each.disabled);
  return records(
    {
      zone,
      name: set.name.endsWith(suffix) ? set.name.slice(0, -suffix.length) : '@',
      type: set.type,
      ttl: set.ttl ?? 0,
      values: set.records.map(({ content }) => content),
    },
    markOf(set)?.tags ?? {},
    // Somebody switched off an answer: that is a difference, and not one of the spec's.
    disabled.length ? { disabled: disabled.map(each => each.content) } : {},
  );
}

function records(
  spec: RecordSpec,
  tags: Readonly<Record<string, string>>,
  besides: JsonObject = {},
): Records {
  const { zone, name, type, ttl, values } = spec;
  const seen = {
    zone,
    name: name.toLowerCase(),
    type,
    ttl,
    values: values.map(value => normalized(type, value)).sort(),
    ...besides,
  };
  return {
    spec: seen,
    tags,
    version: createHash('sha256')
      .update(JSON.stringify([seen, Object.entries(tags).sort()]))
      .digest('hex'),
  };
}

export function recordSetOf(
  spec: RecordSpec,
  mark: Mark,
): RecordSet & { ttl: number } {
  return {
    name: absoluteName(spec),
    type: spec.type,
    ttl: spec.ttl,
    records: spec.values.map(value => ({
      content: normalized(spec.type, value),
      disabled: false,
    })),
    comments: [{ content: JSON.stringify(mark), account: ACCOUNT }],
  };
}

/** @returns `undefined` if the portal did not make it */
export function markOf({ comments }: RecordSet): Mark | undefined {
  for (const { account, content } of comments) {
    const mark = account === ACCOUNT ? readMark(content) : undefined;
    if (mark) {
      return mark;
    }
  }
  return undefined;
}

function readMark(content: string): Mark | undefined {
  try {
    const mark: JsonValue = JSON.parse(content);
    if (typeof mark !== 'object' || mark === null || Array.isArray(mark)) {
      return undefined;
    }
    const { resource, fence, tags } = mark;
    return typeof resource === 'string'
      ? {
          resource,
          fence: typeof fence === 'number' ? fence : 0,
          tags: Object.fromEntries(
            Object.entries(tags ?? {}).filter(
              (entry): entry is [string, string] =>
                typeof entry[1] === 'string',
            ),
          ),
        }
      : undefined;
  } catch {
    return undefined;
  }
}

/** One writing for one value: names do not depend on case, addresses have a short form. */
function normalized(type: string, value: string): string {
  switch (type) {
    case 'AAAA':
      return new URL(`http://[${value}]/`).hostname.slice(1, -1);
    case 'CNAME':
    case 'ALIAS':
    case 'MX':
    case 'SRV':
      return value.toLowerCase();
    default:
      return value;
  }
}
