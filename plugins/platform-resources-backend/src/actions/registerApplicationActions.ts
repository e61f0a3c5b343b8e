import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { FileEdit } from '@commonhold/plugin-platform-resources-common';
import { ApplicationService } from '../services/applications/ApplicationService';
import { ChangeService } from '../services/changes/ChangeService';
import { registerAction } from './registerAction';

const PAGE = 50;

/** What agents and automations can do with applications and changes: as people do. */
export function registerApplicationActions(
  registry: ActionsRegistryService,
  services: {
    readonly applications: ApplicationService;
    readonly changes: ChangeService;
  },
): void {
  const { applications, changes } = services;

  registerAction(registry, {
    name: 'list-applications',
    title: 'List applications',
    description:
      'Lists applications with a deployment repository: entity ref, repository, newest commit, errors. Answers items, totalItems and, if there are more, nextCursor.',
    effect: 'reads',
    input: z =>
      z.object({
        text: z.string().optional().describe('Part of the title or ref'),
        limit: z.number().int().min(1).max(100).optional(),
        cursor: z
          .string()
          .optional()
          .describe('The nextCursor of the answer before'),
      }),
    run: async ({ text, limit, cursor }, credentials) =>
      applications.list({ text, limit: limit ?? PAGE, cursor }, credentials),
  });

  registerAction(registry, {
    name: 'get-configuration',
    title: 'Get the effective configuration of a place',
    description:
      'Answers what components are configured at a leaf of an application, or at the leaves beneath a node, with the names of their instances and where each value was set.',
    effect: 'reads',
    input: z =>
      z.object({
        application: z
          .string()
          .describe('Entity ref, such as system:payments/checkout'),
        node: z
          .string()
          .default('.')
          .describe('Path of a node or leaf, such as prod/eu-west; . for all'),
        component: z.string().optional().describe('Name of an overlay'),
      }),
    run: async ({ application, node, component }, credentials) => ({
      items: await applications.configurations(
        application,
        { node: node ?? '.', component },
        credentials,
      ),
    }),
  });

  registerAction(registry, {
    name: 'explain-value',
    title: 'Explain a value',
    description:
      'Answers why a value of an application is what it is: file, line, commit and author that set it, what it overrode, and which variables went into it.',
    effect: 'reads',
    input: z =>
      z.object({
        application: z.string().describe('Entity ref of the application'),
        leaf: z.string().describe('Path of a leaf, such as prod/eu-west/pay-1'),
        component: z.string().describe('Name of an overlay, such as kafka'),
        pointer: z
          .string()
          .describe('JSON Pointer, such as /topics/0/partitions'),
      }),
    run: async ({ application, ...place }, credentials) => ({
      ...(await applications.explain(application, place, credentials)),
    }),
  });

  registerAction(registry, {
    name: 'propose-change',
    title: 'Propose a change',
    description:
      'Proposes a change of one instance of a component at a node: commits it to a branch of the deployment repository and plans it. Nothing is applied until people have agreed and merged it. Answers the change with its plan, cost and the approvals it needs.',
    effect: 'changes',
    input: z =>
      z.object({
        application: z.string().describe('Entity ref of the application'),
        title: z.string().min(1).max(200),
        why: z.string().max(5000).optional(),
        node: z.string().describe('Path of a node: all leaves beneath change'),
        component: z.string().describe('Name of an overlay, such as kafka'),
        instance: z
          .string()
          .optional()
          .describe('Name of the instance, for components that have some'),
        patch: z
          .array(
            z.object({
              op: z.enum(['add', 'replace', 'remove']),
              path: z.string().describe('JSON Pointer within the instance'),
              value: z.any().optional(),
            }),
          )
          .min(1),
      }),
    run: async ({ application, title, why, ...overlay }, credentials) => ({
      ...(await changes.create(
        application,
        { title, why, edits: [{ overlay } as FileEdit] },
        credentials,
      )),
    }),
  });

  registerAction(registry, {
    name: 'list-changes',
    title: 'List changes',
    description:
      'Lists changes, the newest first: of an application, in a state, or those that wait for the approval of the caller.',
    effect: 'reads',
    input: z =>
      z.object({
        application: z.string().optional(),
        awaitingMe: z.boolean().optional(),
        limit: z.number().int().min(1).max(100).optional(),
        cursor: z.string().optional(),
      }),
    run: async ({ limit, ...query }, credentials) =>
      changes.list({ ...query, limit: limit ?? PAGE }, credentials),
  });

  registerAction(registry, {
    name: 'get-change',
    title: 'Get a change',
    description:
      'Answers a change with its plan, diff, problems, approvals and state.',
    effect: 'reads',
    input: z => z.object({ id: z.string() }),
    run: async ({ id }, credentials) => ({
      ...(await changes.get(id, credentials)),
    }),
  });
}
