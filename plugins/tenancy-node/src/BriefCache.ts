/**
 * Remembers answers for a short while, and asks once for questions that come
 * together. Failures are not remembered.
 */
export class BriefCache<T> {
  private readonly entries = new Map<
    string,
    { readonly value: Promise<T>; readonly expires: number }
  >();

  constructor(
    private readonly options: {
      readonly ttlMs: number;
      /** The oldest answers go when there are more. */
      readonly maxEntries: number;
      readonly now?: () => number;
    },
  ) {}

  /**
   * The time to live counts from the question, not from the answer, so that
   * what one gets is never older than that.
   */
  async get(key: string, load: () => Promise<T>): Promise<T> {
    const now = (this.options.now ?? Date.now)();
    const entry = this.entries.get(key);
    if (entry && entry.expires > now) {
      return entry.value;
    }
    const value = load();
    this.entries.delete(key);
    this.entries.set(key, { value, expires: now + this.options.ttlMs });
    value.catch(() => {
      if (this.entries.get(key)?.value === value) {
        this.entries.delete(key);
      }
    });
    this.dropOldest();
    return value;
  }

  private dropOldest() {
    for (const key of this.entries.keys()) {
      if (this.entries.size <= this.options.maxEntries) {
        return;
      }
      this.entries.delete(key);
    }
  }
}
