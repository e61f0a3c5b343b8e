import { createHash } from 'node:crypto';
import { JsonObject, JsonValue } from '@backstage/types';
import { parse, stringify } from 'yaml';
import { AlertRule, AlertingSpec } from './alertingSpec';

/**
 * What a rule file says. `version` is a hash over `spec` and `tags`: it does
 * not change with comments, order of labels or the way YAML is written.
 */
export type RuleFile = {
  readonly spec: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly version: string;
  /** Highest fence of a worker that wrote the file. */
  readonly fence: number;
};

/** One line of JSON in a comment: what YAML for Prometheus has no place for. */
const HEADER = '# commonhold: ';

type Header = { readonly fence: number; readonly tags: JsonObject };

/**
 * @param group - name of the rule group, unique on the server
 * @returns YAML as Prometheus reads it, without the header
 */
export function renderRules(
  group: string,
  spec: AlertingSpec,
  tags: Readonly<Record<string, string>>,
): string {
  const alerts = (spec.rules ?? []).map(rule => renderAlert(rule, spec, tags));
  const recordings = (spec.recordings ?? []).map(({ record, expr }) => ({
    record,
    expr,
  }));
  return stringify(
    {
      groups: [
        {
          name: group,
          ...(spec.interval === undefined ? {} : { interval: spec.interval }),
          rules: [...recordings, ...alerts],
        },
      ],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

function renderAlert(
  rule: AlertRule,
  spec: AlertingSpec,
  tags: Readonly<Record<string, string>>,
) {
  const labels = {
    ...(rule.severity === undefined ? {} : { severity: rule.severity }),
    ...(spec.receiver === undefined ? {} : { receiver: spec.receiver }),
    ...rule.labels,
    ...tags,
  };
  const annotations = {
    ...(rule.summary === undefined ? {} : { summary: rule.summary }),
    ...(spec.runbooks === undefined
      ? {}
      : { runbook_url: `${spec.runbooks}${rule.name}` }),
  };
  return {
    alert: rule.name,
    expr: rule.expr,
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined
      ? {}
      : { keep_firing_for: rule.keepFiringFor }),
    ...(Object.keys(labels).length ? { labels } : {}),
    ...(Object.keys(annotations).length ? { annotations } : {}),
  };
}

/** The file as it is written: a word to its readers, the header, the rules. */
export function withHeader(
  rules: string,
  header: { ref: string; fence: number; tags: Record<string, string> },
): string {
  const { ref, fence, tags } = header;
  return [
    `# Rules of ${ref}. Edit them in its deployment repository: changes made here are drift.`,
    `${HEADER}${JSON.stringify({ fence, tags })}`,
    rules,
  ].join('\n');
}

/**
 * @throws Error if the text is no YAML; what is not of ours is kept, so that it
 *   shows as a difference
 */
export function readRules(text: string): RuleFile {
  const header = readHeader(text);
  const document: JsonValue = parse(text);
  const groups = listOf(document, 'groups').filter(isMap);
  const rules = groups.flatMap(group => listOf(group, 'rules')).filter(isMap);
  const alerts = rules.filter(rule => 'alert' in rule);
  const others = rules.filter(rule => !('alert' in rule));

  const tagNames = Object.keys(header.tags);
  const receiver = textAt(mapAt(alerts[0], 'labels'), 'receiver');
  const runbooks = runbooksOf(alerts[0]);
  const interval = textAt(groups[0], 'interval');

  const spec: JsonObject = {
    ...(receiver === undefined ? {} : { receiver }),
    ...(runbooks === undefined ? {} : { runbooks }),
    ...(interval === undefined ? {} : { interval }),
    rules: alerts.map(rule =>
      readAlert(rule, { receiver, runbooks, tagNames }),
    ),
    ...(others.length ? { recordings: others } : {}),
  };
  const tags = alerts.length
    ? textsOf(mapAt(alerts[0], 'labels'), tagNames)
    : textsOf(header.tags, tagNames);
  return {
    spec,
    tags,
    version: createHash('sha256')
      .update(JSON.stringify([spec, Object.entries(tags).sort()]))
      .digest('hex'),
    fence: header.fence,
  };
}

function readAlert(
  rule: JsonObject,
  shared: {
    receiver: string | undefined;
    runbooks: string | undefined;
    tagNames: readonly string[];
  },
): JsonObject {
  const { alert, expr, for: pending, keep_firing_for: keep } = rule;
  const { severity, receiver, ...rest } = mapAt(rule, 'labels');
  const labels = sorted(
    Object.entries({
      ...(receiver === undefined || receiver === shared.receiver
        ? {}
        : { receiver }),
      ...rest,
    }).filter(([name]) => !shared.tagNames.includes(name)),
  );
  const {
    summary,
    runbook_url: runbook,
    ...notes
  } = mapAt(rule, 'annotations');
  const annotations = sorted(
    Object.entries({
      ...(runbook === undefined ||
      runbook === `${shared.runbooks ?? ''}${String(alert)}`
        ? {}
        : { runbook_url: runbook }),
      ...notes,
    }),
  );
  return {
    name: alert,
    expr,
    ...(pending === undefined ? {} : { for: pending }),
    ...(keep === undefined ? {} : { keepFiringFor: keep }),
    ...(severity === undefined ? {} : { severity }),
    ...(summary === undefined ? {} : { summary }),
    ...(Object.keys(labels).length ? { labels } : {}),
    ...(Object.keys(annotations).length ? { annotations } : {}),
  };
}

function readHeader(text: string): Header {
  const line = text.split('\n').find(each => each.startsWith(HEADER));
  try {
    const header: JsonValue = JSON.parse(line?.slice(HEADER.length) ?? '{}');
    const fence = isMap(header) ? header.fence : undefined;
    return {
      fence: typeof fence === 'number' ? fence : 0,
      tags: mapAt(header, 'tags'),
    };
  } catch {
    return { fence: 0, tags: {} };
  }
}

function runbooksOf(alert: JsonObject | undefined): string | undefined {
  const url = textAt(mapAt(alert, 'annotations'), 'runbook_url');
  const name = textAt(alert, 'alert');
  return url !== undefined && name !== undefined && url.endsWith(name)
    ? url.slice(0, -name.length)
    : undefined;
}

function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapAt(value: JsonValue | undefined, name: string): JsonObject {
  const found = isMap(value) ? value[name] : undefined;
  return isMap(found) ? found : {};
}

function listOf(value: JsonValue, name: string): JsonValue[] {
  const found = isMap(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

function textAt(value: JsonObject | undefined, name: string) {
  const found = value?.[name];
  return typeof found === 'string' ? found : undefined;
}

function textsOf(
  from: JsonObject,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = textAt(from, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function sorted(entries: [string, JsonValue | undefined][]): JsonObject {
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
}
