import {
  Priority,
  PriorityAnswer,
  suggestedBusinessValue,
  wsjf,
} from '@commonhold/plugin-feature-requests-common';
import { VoteStore } from '../store/VoteStore';
import { OpenedRequest } from './RequestGuard';
import { RequestWriter, WrittenField } from './RequestWriter';

/** What `requests.wsjf` holds for a request without priority. */
const UNSET = -1;

/** The logic of priorities, without regard to who may. */
export class DefaultPriorityService {
  constructor(
    private readonly options: {
      readonly votes: VoteStore;
      readonly writer: RequestWriter;
    },
  ) {}

  /** With the business value that demand suggests; it never sets one. */
  async get({ row, viewer }: OpenedRequest): Promise<PriorityAnswer> {
    const percentile = await this.options.votes.percentile(
      row.score,
      viewer.visible,
    );
    const {
      business_value: businessValue,
      time_criticality: timeCriticality,
      risk_reduction: riskReduction,
      job_size: jobSize,
      priority_at: setAt,
    } = row;
    return {
      priority:
        businessValue === null ||
        timeCriticality === null ||
        riskReduction === null ||
        jobSize === null ||
        setAt === null
          ? null
          : {
              businessValue,
              timeCriticality,
              riskReduction,
              jobSize,
              wsjf: row.wsjf,
              setAt,
            },
      suggestedBusinessValue: suggestedBusinessValue(percentile),
    };
  }

  async set(opened: OpenedRequest, priority: Priority | null): Promise<void> {
    const { row } = opened;
    const at = new Date().toISOString();
    const field = (
      name: string,
      column:
        | 'business_value'
        | 'time_criticality'
        | 'risk_reduction'
        | 'job_size',
      after: number | null,
    ): WrittenField => ({
      field: name,
      before: textOf(row[column]),
      after: textOf(after),
      change: {
        [column]: after,
        wsjf: priority ? wsjf(priority) : UNSET,
        priority_at: priority ? at : null,
      },
    });
    await this.options.writer.write(opened, 'prioritised', at, [
      field('businessValue', 'business_value', priority?.businessValue ?? null),
      field(
        'timeCriticality',
        'time_criticality',
        priority?.timeCriticality ?? null,
      ),
      field('riskReduction', 'risk_reduction', priority?.riskReduction ?? null),
      field('jobSize', 'job_size', priority?.jobSize ?? null),
    ]);
  }
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}
