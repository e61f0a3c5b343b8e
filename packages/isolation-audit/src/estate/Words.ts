import { Secrets, mintCanary } from '../secrets/Secrets';

/** Mints words that belong to one owner's things. */
export class Words {
  private next = 0;

  /** @param owner - the prober who may see a word unless told otherwise */
  constructor(
    private readonly secrets: Secrets,
    private readonly owner: string,
  ) {}

  /** A new word, known to the secrets. */
  word(what: string, visibleTo: readonly string[] = [this.owner]): string {
    const word = mintCanary(`${this.owner} ${this.next}`);
    this.next += 1;
    this.secrets.add({ word, what, visibleTo: new Set(visibleTo) });
    return word;
  }
}
