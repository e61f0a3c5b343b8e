import { setTimeout as pause } from 'node:timers/promises';
import { Findings, FindingKind } from '../findings';
import { Answer, PortalRequest } from '../http/PortalClient';
import { HiddenThings, Prober, Target, VisibleThings } from '../target/Target';
import { differenceOf } from './compareAnswers';

const BODY_SHOWN = 300;
const RECONSIDER_MS = 200;

/** One prober on one surface: asks, looks at the answers and notes what is wrong. */
export class SurfaceAudit {
  readonly hidden: HiddenThings;
  readonly visible: VisibleThings;

  constructor(
    readonly surface: string,
    readonly prober: Prober,
    readonly target: Target,
    private readonly findings: Findings,
  ) {
    const hidden = target.hidden.get(prober.id);
    const visible = target.visible.get(prober.id);
    if (!hidden || !visible) {
      throw new Error(`Nobody has looked at what ${prober.id} may see`);
    }
    this.hidden = hidden;
    this.visible = visible;
  }

  /** The answer must have nothing that the prober may not see. */
  async reads(request: PortalRequest): Promise<Answer> {
    const order = this.findings.count(this.surface);
    const answer = await this.send(request);
    this.noteLeaks(order, request, answer);
    return answer;
  }

  /**
   * Asks about something hidden, and the same about something absent. Both
   * answers must be alike, and leak nothing.
   *
   * @param request - names something hidden; a twin of it is made that names nothing
   * @returns the answer about the hidden
   */
  async asksAlike(request: PortalRequest): Promise<Answer> {
    return this.comparesAlike(request, this.twinOf(request));
  }

  /**
   * As {@link asksAlike}, with a request about the absent of one's own.
   *
   * @param rename - makes the answers alike where the questions were not
   * @param said - what else the prober said than what is in the request
   */
  async comparesAlike(
    hidden: PortalRequest,
    absent: PortalRequest,
    rename: (text: string) => string = text =>
      this.target.secrets.twin(text, this.prober.id),
    said: readonly string[] = [],
  ): Promise<Answer> {
    const order = this.findings.count(this.surface);
    const first = await this.send(hidden);
    this.noteLeaks(order, hidden, first, said);
    let difference = differenceOf(first, await this.send(absent), rename);
    // A portal at work changes between two questions; an oracle says it every time.
    for (let again = 0; again < 2 && difference !== undefined; again += 1) {
      await pause(RECONSIDER_MS);
      const answers = [await this.send(hidden), await this.send(absent)];
      difference = differenceOf(answers[0], answers[1], rename);
    }
    if (difference !== undefined) {
      this.note(order, 'oracle', describe(hidden), difference);
    }
    return first;
  }

  /**
   * Tries to change something of somebody else's.
   *
   * @param effect - finds out what changed, or undefined if nothing did. Without it
   *   an answer that says success is taken at its word.
   */
  async writes(
    request: PortalRequest,
    effect?: () => Promise<string | undefined>,
  ): Promise<Answer> {
    const order = this.findings.count(this.surface);
    const answer = await this.send(request);
    this.noteLeaks(order, request, answer);
    const claims = answer.status >= 200 && answer.status < 300;
    const changed = effect
      ? await effect()
      : (claims && `answers ${answer.status} ${answer.statusText}`) ||
        undefined;
    if (changed !== undefined) {
      this.note(order, 'write', describe(request), changed);
    }
    return answer;
  }

  /** A question that is not a request: `check` says what is wrong, or nothing. */
  async holds(
    kind: FindingKind,
    question: string,
    check: () => Promise<string | undefined>,
  ): Promise<void> {
    const order = this.findings.count(this.surface);
    const wrong = await check();
    if (wrong !== undefined) {
      this.note(order, kind, question, wrong);
    }
  }

  /** Words in a text, such as a message on a socket, that the prober may not see. */
  leaksIn(text: string, asked: readonly string[] = []): string | undefined {
    const secrets = this.target.secrets.hiddenIn([text], this.prober.id, asked);
    return secrets.length > 0
      ? secrets
          .slice(0, 4)
          .map(({ word, what }) => `“${word}” (${what})`)
          .join(', ') +
          (secrets.length > 4 ? ` and ${secrets.length - 4} more` : '')
      : undefined;
  }

  twinOf(request: PortalRequest): PortalRequest {
    const { secrets } = this.target;
    const absent = {
      ...request,
      path: secrets.twin(request.path, this.prober.id),
      body:
        request.body === undefined
          ? undefined
          : JSON.parse(
              secrets.twin(JSON.stringify(request.body), this.prober.id),
            ),
    };
    if (JSON.stringify(absent) === JSON.stringify(request)) {
      throw new Error(`${describe(request)} names nothing hidden`);
    }
    return absent;
  }

  /** @throws Error if the portal is too busy to answer: then no answer means anything */
  async send(request: PortalRequest): Promise<Answer> {
    const { client } = this.target;
    const answer = await client.send(request, this.prober.token);
    if (answer.status === 429) {
      throw new Error(
        `${describe(
          request,
        )} is answered 429, too many requests: raise the limit of ${
          this.prober.id
        } for the audit`,
      );
    }
    return answer;
  }

  private noteLeaks(
    order: number,
    request: PortalRequest,
    answer: Answer,
    said: readonly string[] = [],
  ): void {
    const texts = [
      answer.statusText,
      JSON.stringify(answer.headers),
      answer.text,
    ];
    const found = this.leaksIn(texts.join('\n'), [
      request.path,
      JSON.stringify([request.body, request.headers]),
      ...said,
    ]);
    if (found !== undefined) {
      this.note(
        order,
        'leak',
        describe(request),
        `answers ${answer.status} with ${found}`,
      );
    }
  }

  private note(
    order: number,
    kind: FindingKind,
    request: string,
    found: string,
  ): void {
    this.findings.add(order, {
      surface: this.surface,
      kind,
      prober: this.prober.id,
      request,
      found,
    });
  }
}

export function describe({ method, path, body }: PortalRequest): string {
  const text = body === undefined ? '' : ` ${JSON.stringify(body)}`;
  return `${method} ${path}${
    text.length > BODY_SHOWN ? `${text.slice(0, BODY_SHOWN)}…` : text
  }`;
}
