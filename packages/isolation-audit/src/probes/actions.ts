import { at, listAt, textAt } from '../http/json';
import { jsonOf } from '../http/PortalClient';
import { EntityName } from '../target/Target';
import { spread } from '../routes/fillRoute';
import { SurfaceAudit } from './SurfaceAudit';
import { SurfaceProbes, forEach, get, post } from './SurfaceProbes';

const MCP = '/api/mcp-actions/v1';
const SOURCES = ['catalog', 'scaffolder', 'tenancy', 'notifications'];

/** What agents can reach: actions by HTTP and as tools of the MCP server. */
export const actions: SurfaceProbes = {
  surface: 'mcp-actions tools',
  probe: async audit => {
    const { hidden, target } = audit;
    await forEach(SOURCES, plugin =>
      audit.reads(get(`/api/${plugin}/.backstage/actions/v1/actions`)),
    );
    const listed = await audit.reads(mcp('tools/list', {}));
    const tools = toolNames(listed.text);
    await forEach(
      tools.flatMap(name => [
        mcp('tools/call', { name, arguments: {} }),
        mcp('tools/call', { name, arguments: { query: {}, limit: 100 } }),
      ]),
      request => audit.reads(request),
    );
    await forEach(
      spread(hidden.entities, target.short ? 3 : 8).flatMap(entity =>
        readingInputs(audit, entity).flatMap(([action, input]) => [
          mcp('tools/call', {
            name: toolFor(tools, action),
            arguments: input,
          }),
          post(
            `/api/${
              action.split(':')[0]
            }/.backstage/actions/v1/actions/${action}/invoke`,
            input,
          ),
        ]),
      ),
      request => audit.asksAlike(request),
    );
  },
};

/** Actions that only read, with inputs about a hidden thing. */
function readingInputs(
  audit: SurfaceAudit,
  { ref, kind, namespace, name }: EntityName,
): [string, object][] {
  const task = audit.hidden.scaffolderTasks[0];
  return [
    ['catalog:get-catalog-entity', { kind, namespace, name }],
    [
      'catalog:query-catalog-entities',
      { query: { 'relations.ownedby': ref }, limit: 10 },
    ],
    [
      'catalog:query-catalog-entities',
      { fullTextFilter: { term: name, fields: ['spec.owner'] } },
    ],
    ...(task === undefined
      ? []
      : ([['scaffolder:get-scaffolder-task-logs', { taskId: task }]] satisfies [
          string,
          object,
        ][])),
  ];
}

function mcp(method: string, params: object) {
  return {
    ...post(MCP, { jsonrpc: '2.0', id: 1, method, params }),
    headers: { accept: 'application/json, text/event-stream' },
  };
}

/**
 * Tools that say that they only read: this also runs on portals that people use.
 * The server answers as an event stream: `data: {…}`.
 */
function toolNames(text: string): string[] {
  return text.split('\n').flatMap(line => {
    const json = jsonOf({
      status: 200,
      statusText: '',
      headers: {},
      text: line.replace(/^data: /, ''),
      cut: false,
    });
    return listAt(json, 'result', 'tools')
      .filter(tool => at(tool, 'annotations', 'readOnlyHint') === true)
      .flatMap(tool => textAt(tool, 'name') ?? []);
  });
}

/** Tools are named after their action, with or without its plugin. */
function toolFor(tools: readonly string[], action: string): string {
  const [, name] = action.split(':');
  return tools.find(tool => tool.endsWith(name)) ?? name;
}
