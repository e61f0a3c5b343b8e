import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  tenancyActionsUsePermission,
  tenancyTenantCreatePermission,
} from '@commonhold/plugin-tenancy-common';
import { AccessService } from '../services/AccessService';
import { LocationService } from '../services/LocationService';
import { TenantEditor } from '../services/TenantEditor';
import { TenantService } from '../services/TenantService';
import { registerAction } from './registerAction';

const PAGE = 50;

/** What agents and automations can do with tenants: the same as people. */
export function registerTenantActions(
  registry: ActionsRegistryService,
  services: {
    readonly tenants: TenantService;
    readonly editor: TenantEditor;
    readonly access: AccessService;
    readonly locations: LocationService;
  },
): void {
  const { tenants, editor, access, locations } = services;

  registerAction(registry, {
    name: 'list-tenants',
    title: 'List tenants',
    description:
      'Lists the tenants of the portal by id: teams, departments or customers with their own isolated slice. Answers items, totalItems and, if there are more, nextCursor.',
    visibleWith: tenancyActionsUsePermission,
    effect: 'reads',
    input: z =>
      z.object({
        limit: z.number().int().min(1).max(100).optional(),
        cursor: z
          .string()
          .optional()
          .describe('The nextCursor of the answer before'),
      }),
    run: async ({ limit, cursor }, credentials) =>
      tenants.list({ limit: limit ?? PAGE, cursor }, credentials),
  });

  registerAction(registry, {
    name: 'get-tenant',
    title: 'Get a tenant',
    description:
      'Gets a tenant: its state, groups, admins, namespaces, repositories, entitlements and quotas.',
    visibleWith: tenancyActionsUsePermission,
    effect: 'reads',
    input: z => z.object({ id: z.string().describe('Such as payments') }),
    run: async ({ id }, credentials) => tenants.get(id, credentials),
  });

  registerAction(registry, {
    name: 'explain-access',
    title: 'Explain why somebody sees an entity or not',
    description:
      'Answers why a person sees an entity of the catalog or not: the layer and rule that decided, with what to do, in words.',
    visibleWith: tenancyActionsUsePermission,
    effect: 'reads',
    input: z =>
      z.object({
        userEntityRef: z.string().describe('Such as user:default/cora'),
        entityRef: z.string().describe('Such as component:cards/wallet'),
      }),
    run: async (question, credentials) => access.explain(question, credentials),
  });

  registerAction(registry, {
    name: 'create-tenant',
    title: 'Create a tenant',
    description:
      'Creates a tenant. Refuses groups that the catalog does not know, and what another tenant owns already.',
    visibleWith: tenancyTenantCreatePermission,
    effect: 'changes',
    input: z =>
      z.object({
        id: z
          .string()
          .describe('A slug: lower-case letters, digits and single hyphens'),
        title: z.string().optional(),
        description: z.string().optional(),
        groups: z
          .array(z.string())
          .describe('Refs of the groups whose members are its members'),
        admins: z
          .array(z.string())
          .optional()
          .describe('Refs of users or groups who look after it'),
        namespaces: z
          .array(z.string())
          .optional()
          .describe('Catalog namespaces that it owns alone'),
        locations: z
          .array(z.string())
          .optional()
          .describe('URL prefixes of its repositories'),
      }),
    run: async (declaration, credentials) =>
      editor.create(declaration, credentials),
  });

  registerAction(registry, {
    name: 'suspend-tenant',
    title: 'Suspend a tenant',
    description:
      'Puts the members of a tenant out within seconds. Its things stay; resuming it lets the members in again.',
    visibleWith: tenancyActionsUsePermission,
    effect: 'takes away',
    input: z => z.object({ id: z.string().describe('Such as payments') }),
    run: async ({ id }, credentials) =>
      editor.changeState(id, 'suspend', credentials),
  });

  registerAction(registry, {
    name: 'register-location',
    title: 'Register a file of catalog entities',
    description:
      'Registers a file within the locations of a tenant, so that the catalog reads it and what it declares. With dryRun, answers what it declares and registers nothing.',
    visibleWith: tenancyActionsUsePermission,
    effect: 'changes',
    input: z =>
      z.object({
        tenant: z.string().describe('The id of a tenant, such as payments'),
        target: z.string().describe('The URL of the file'),
        dryRun: z.boolean().optional(),
      }),
    run: async ({ tenant, dryRun, ...location }, credentials) =>
      dryRun
        ? locations.preview(tenant, location, credentials)
        : locations.register(tenant, location, credentials),
  });
}
