import {
  Importance,
  NewFeatureRequest,
  RequestVisibility,
} from '@commonhold/plugin-feature-requests-common';

export const TITLE_LENGTH = 160;
export const DESCRIPTION_LENGTH = 20_000;
export const TAG_LENGTH = 40;
export const MOST_TAGS = 10;
export const WHY_LENGTH = 300;

/** What somebody has typed of a request so far. */
export type RequestDraft = {
  readonly title: string;
  readonly description: string;
  readonly about: string;
  readonly category: string;
  readonly tags: readonly string[];
  readonly visibility: RequestVisibility;
  readonly tenant: string;
  readonly importance: Importance | '';
  readonly why: string;
  readonly onBehalfOf: string;
  /** Address of the page where the wish came up. */
  readonly from: string;
};

export const blankDraft: RequestDraft = {
  title: '',
  description: '',
  about: '',
  category: '',
  tags: [],
  visibility: 'shared',
  tenant: '',
  importance: '',
  why: '',
  onBehalfOf: '',
  from: '',
};

export type DraftField = 'title';

/** What is wrong with a draft, by field. */
export function problemOf(
  draft: RequestDraft,
): { field: DraftField; code: 'short' } | undefined {
  return draft.title.trim().length < 3
    ? { field: 'title', code: 'short' }
    : undefined;
}

/** What is sent of a draft: what was left empty is left out. */
export function requestOf(
  draft: RequestDraft,
  fromTitle: string,
): NewFeatureRequest {
  const { importance } = draft;
  const why = draft.why.trim();
  const description = draft.description.trim();
  return {
    title: draft.title.trim(),
    visibility: draft.visibility,
    ...(description && { description }),
    ...(draft.about && { about: draft.about }),
    ...(draft.category && { category: draft.category }),
    ...(draft.tags.length > 0 && { tags: [...draft.tags] }),
    ...(draft.tenant && { tenant: draft.tenant }),
    ...((importance || why) && {
      vote: {
        ...(importance && { importance }),
        ...(why && { why }),
      },
    }),
    ...(draft.onBehalfOf && { onBehalfOf: draft.onBehalfOf }),
    ...(draft.from && {
      links: [{ url: draft.from, title: fromTitle, kind: 'document' as const }],
    }),
  };
}

/** Reads what a button that knows its page put into the address. */
export function draftOfAddress(
  address: URLSearchParams,
  origin: string,
): Partial<RequestDraft> {
  const title = address.get('title')?.slice(0, TITLE_LENGTH);
  const about = address.get('about');
  const from = address.get('from');
  return {
    ...(title && { title }),
    ...(about && { about }),
    // Only pages of this portal: the address is anybody's to write.
    ...(from?.startsWith('/') &&
      !from.startsWith('//') && { from: `${origin}${from}` }),
  };
}
