import { FinalMark, Finals } from './value';

/** What forbids a node this deep to change a key, if anything does. */
export function sealOf(
  finals: Finals | undefined,
  key: string,
  depth: number,
): FinalMark | undefined {
  if (!finals) {
    return undefined;
  }
  const mark = finals.all ?? finals.keys?.get(key);
  return mark && mark.source.depth < depth ? mark : undefined;
}

/** What is final after two maps have merged: the mark made first stays. */
export function joinFinals(
  base: Finals | undefined,
  over: Finals | undefined,
): Finals | undefined {
  if (!base || !over) {
    return base ?? over;
  }
  const keys = new Map([...(over.keys ?? []), ...(base.keys ?? [])]);
  return { all: base.all ?? over.all, keys };
}
