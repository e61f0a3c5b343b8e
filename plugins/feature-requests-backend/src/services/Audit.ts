import {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Viewer } from './Viewer';

/** Writes what people change to the audit log, whether it succeeds or not. */
export class Audit {
  constructor(private readonly auditor: AuditorService) {}

  async of<T>(
    eventId: string,
    viewer: Viewer,
    meta: JsonObject,
    work: () => Promise<T>,
    severityLevel: AuditorServiceEventSeverityLevel = 'medium',
  ): Promise<T> {
    const event = await this.auditor.createEvent({
      eventId,
      severityLevel,
      meta: { ...meta, actor: viewer.ref, tenants: [...viewer.tenants] },
    });
    try {
      const result = await work();
      await event.success();
      return result;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }
}
