import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { platformActionsUsePermission } from '@commonhold/plugin-platform-resources-common';
import type { AnyZodObject, z } from 'zod/v3';

/** An action as we write it: nobody can forget who may see it. */
export type PlatformAction<TInput extends AnyZodObject> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: 'reads' | 'changes' | 'takes away';
  readonly input: (schema: typeof z) => TInput;
  readonly run: (
    input: z.infer<TInput>,
    credentials: BackstageCredentials,
  ) => Promise<Readonly<Record<string, unknown>>>;
};

/**
 * The one place that knows Backstage's registry of actions, which is alpha:
 * where it changes, this changes.
 */
export function registerAction<TInput extends AnyZodObject>(
  registry: ActionsRegistryService,
  action: PlatformAction<TInput>,
): void {
  const { name, title, description, effect, input, run } = action;
  registry.register({
    name,
    title,
    description,
    visibilityPermission: platformActionsUsePermission,
    attributes: {
      readOnly: effect === 'reads',
      destructive: effect === 'takes away',
      idempotent: effect !== 'changes',
    },
    schema: { input, output: schema => schema.object({}).passthrough() },
    action: async context => ({
      output: { ...(await run(context.input, context.credentials)) },
    }),
  });
}
