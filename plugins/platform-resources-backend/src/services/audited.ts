import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** Who does something: a user's ref, or a service. */
export function actorOf({ principal }: BackstageCredentials): string {
  const known = principal as { userEntityRef?: unknown; subject?: unknown };
  if (typeof known.userEntityRef === 'string') {
    return known.userEntityRef;
  }
  return typeof known.subject === 'string' ? known.subject : 'portal';
}

/** Does something, and writes to the audit log how it went. */
export async function audited<T>(
  auditor: AuditorService,
  event: AuditorServiceCreateEventOptions,
  work: () => Promise<T>,
): Promise<T> {
  const entry = await auditor.createEvent(event);
  try {
    const result = await work();
    await entry.success();
    return result;
  } catch (error) {
    await entry.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
