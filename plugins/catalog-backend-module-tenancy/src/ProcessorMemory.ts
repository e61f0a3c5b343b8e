import { CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';

const KEY = 'entity';

/** A notice is told anew before the tenancy backend forgets it. */
const NOTICE_HOLDS_MS = 24 * 60 * 60 * 1000;

type Remembered = {
  /** What the entity said of its place when it was accepted. */
  readonly declared: string | undefined;
  /** What its author was told that it has to do without, and when. */
  readonly noticed: { readonly text: string; readonly at: number } | undefined;
  /** Who could see it. */
  readonly audience: string | undefined;
};

/**
 * What the processor remembers of an entity from one run to the next. Kept as
 * one value, since the catalog forgets what a run does not write.
 */
export class ProcessorMemory implements Remembered {
  static async recall(cache: CatalogProcessorCache): Promise<ProcessorMemory> {
    return new ProcessorMemory((await cache.get<JsonObject>(KEY)) ?? {});
  }

  static async keep(
    cache: CatalogProcessorCache,
    { declared, noticed, audience }: Remembered,
  ): Promise<void> {
    await cache.set<JsonObject>(KEY, {
      declared,
      audience,
      ...(noticed && { noticed: noticed.text, noticedAt: noticed.at }),
    });
  }

  readonly declared: string | undefined;
  readonly noticed: Remembered['noticed'];
  readonly audience: string | undefined;

  private constructor({ declared, audience, noticed, noticedAt }: JsonObject) {
    this.declared = textOf(declared);
    this.audience = textOf(audience);
    this.noticed =
      typeof noticed === 'string' && typeof noticedAt === 'number'
        ? { text: noticed, at: noticedAt }
        : undefined;
  }

  /** Whether the author was told just that, not too long ago. */
  hasNoticed(text: string): boolean {
    return (
      this.noticed?.text === text &&
      Date.now() - this.noticed.at < NOTICE_HOLDS_MS
    );
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
