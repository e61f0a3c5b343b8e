import {
  FeatureRequest,
  Moderation,
} from '@commonhold/plugin-feature-requests-common';
import { OpenedRequest } from './RequestGuard';
import { RequestWriter, WrittenField } from './RequestWriter';

/** The logic of moderation, without regard to who may. */
export class DefaultModerationService {
  constructor(private readonly writer: RequestWriter) {}

  async moderate(
    opened: OpenedRequest,
    { hidden, locked, reason }: Moderation,
  ): Promise<FeatureRequest> {
    const { row } = opened;
    const at = new Date().toISOString();
    const why = reason?.trim() || null;
    const isHidden = row.hidden_at !== null;
    const isLocked = row.locked_at !== null;
    const fields: WrittenField[] = [];
    if (hidden !== undefined && hidden !== isHidden) {
      fields.push({
        field: 'hidden',
        before: String(isHidden),
        after: String(hidden),
        change: { hidden_at: hidden ? at : null },
      });
    }
    if (locked !== undefined && locked !== isLocked) {
      fields.push({
        field: 'locked',
        before: String(isLocked),
        after: String(locked),
        change: { locked_at: locked ? at : null },
      });
    }
    if (fields.length > 0 && why) {
      fields.push({ field: 'reason', before: null, after: why, change: {} });
    }
    return this.writer.write(opened, 'moderated', at, fields);
  }
}
