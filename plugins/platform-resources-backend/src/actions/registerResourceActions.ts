import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { resourceHealths } from '@commonhold/plugin-platform-resources-common';
import { OperationService } from '../services/operations/OperationService';
import { ResourceService } from '../services/resources/ResourceService';
import { registerAction } from './registerAction';

const PAGE = 50;

/** What agents and automations can do with resources and operations: as people do. */
export function registerResourceActions(
  registry: ActionsRegistryService,
  services: {
    readonly resources: ResourceService;
    readonly operations: OperationService;
  },
): void {
  const { resources, operations } = services;

  registerAction(registry, {
    name: 'list-resources',
    title: 'List resources',
    description:
      'Lists resources, such as databases and topics, by ref: application, component, place, health and why it is not ready. Answers items, totalItems and, if there are more, nextCursor.',
    effect: 'reads',
    input: z =>
      z.object({
        application: z
          .string()
          .optional()
          .describe('Entity ref, such as system:payments/checkout'),
        component: z
          .string()
          .optional()
          .describe('Entity ref, such as component:platform/kafka-topic'),
        health: z.enum(resourceHealths).optional(),
        text: z.string().optional().describe('Part of the ref'),
        limit: z.number().int().min(1).max(100).optional(),
        cursor: z
          .string()
          .optional()
          .describe('The nextCursor of the answer before'),
      }),
    run: async ({ health, limit, ...query }, credentials) =>
      resources.list(
        {
          ...query,
          healths: health ? [health] : undefined,
          limit: limit ?? PAGE,
        },
        credentials,
      ),
  });

  registerAction(registry, {
    name: 'get-resource',
    title: 'Get a resource',
    description:
      'Gets a resource: what Git says, what is there, where they differ, its conditions with reasons, and what was declared of it by whom.',
    effect: 'reads',
    input: z => z.object({ id: z.string().describe('Id of a resource') }),
    run: async ({ id }, credentials) => ({
      ...(await resources.get(id, credentials)),
      history: await resources.generations(id, credentials),
    }),
  });

  registerAction(registry, {
    name: 'get-operation',
    title: 'Get an operation',
    description:
      'Gets an operation and what it said: how far it is, why it failed or waits, and what to do.',
    effect: 'reads',
    input: z => z.object({ id: z.string().describe('Id of an operation') }),
    run: async ({ id }, credentials) => ({
      ...(await operations.get(id, credentials)),
      log: await operations.log(id, undefined, credentials),
    }),
  });

  registerAction(registry, {
    name: 'revert-drift',
    title: 'Put drift right',
    description:
      'Makes a resource what Git says again. What others changed by hand is lost. Answers the operation that does it.',
    effect: 'takes away',
    input: z => z.object({ id: z.string().describe('Id of a resource') }),
    run: async ({ id }, credentials) => resources.revert(id, credentials),
  });

  registerAction(registry, {
    name: 'run-resource-action',
    title: 'Run an action of a resource',
    description:
      'Runs an action that the component offers, such as rotate-credentials. Answers a message and, this once, what is secret: pass it on to nobody but who needs it.',
    effect: 'changes',
    input: z =>
      z.object({
        id: z.string().describe('Id of a resource'),
        action: z.string().describe('Id of the action'),
        input: z.record(z.string(), z.string()).optional(),
      }),
    run: async ({ id, action, input }, credentials) =>
      resources.runAction(id, action, input ?? {}, credentials),
  });
}
