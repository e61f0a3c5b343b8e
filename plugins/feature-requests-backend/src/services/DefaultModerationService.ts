import {
  FeatureRequest,
  Moderation,
} from '@commonhold/plugin-feature-requests-common';
import { OpenedRequest } from './RequestGuard';
import { RequestWriter } from './RequestWriter';

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
    const fields = [
      ...(hidden === undefined
        ? []
        : [
            {
              field: 'hidden',
              before: row.hidden_at !== null,
              after: hidden,
              change: { hidden_at: hidden ? at : null },
            },
          ]),
      ...(locked === undefined
        ? []
        : [
            {
              field: 'locked',
              before: row.locked_at !== null,
              after: locked,
              change: { locked_at: locked ? at : null },
            },
          ]),
    ].filter(({ before, after }) => before !== after);
    return this.writer.write(opened, 'moderated', at, [
      ...fields,
      ...(fields.length > 0 && why
        ? [{ field: 'reason', before: null, after: why, change: {} }]
        : []),
    ]);
  }
}
