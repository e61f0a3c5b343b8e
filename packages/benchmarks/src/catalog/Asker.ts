import { BenchPortal, Question } from '../portal/BenchPortal';

/** Somebody at one of the portals. */
export class Asker {
  static async signIn(
    name: string,
    portal: BenchPortal,
    persona: string,
  ): Promise<Asker> {
    return new Asker(name, portal, await portal.signIn(persona));
  }

  private constructor(
    readonly name: string,
    readonly portal: BenchPortal,
    private readonly token: string,
  ) {}

  /**
   * @returns how long it took, in milliseconds, and what the answer was
   * @throws Error if it is no answer: its time would mean nothing
   */
  async ask(question: Question): Promise<{ ms: number; text: string }> {
    const { status, ms, text } = await this.portal.as(this.token, question);
    if (status !== 200) {
      throw new Error(
        `${this.name}: ${
          question.path
        } answers ${status} ${text}\n${await this.portal.lastLog()}`,
      );
    }
    return { ms, text };
  }
}
