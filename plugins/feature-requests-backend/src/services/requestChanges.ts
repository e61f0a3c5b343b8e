import { FieldChange } from '@commonhold/plugin-feature-requests-common';
import { RequestRow } from '../store/rows';

type Fields = Readonly<Record<string, string | null>>;

/** What of a request people edit, for its history. */
export function fieldsOf(
  row: Pick<
    RequestRow,
    'title' | 'description' | 'about_ref' | 'category' | 'visibility'
  >,
  tags: readonly string[],
): Fields {
  return {
    title: row.title,
    description: row.description,
    about: row.about_ref,
    category: row.category,
    visibility: row.visibility,
    tags: tags.length > 0 ? tags.join(', ') : null,
  };
}

/** Each field that changed, before and after. */
export function changesBetween(before: Fields, after: Fields): FieldChange[] {
  return Object.keys(after).flatMap(field =>
    before[field] === after[field]
      ? []
      : [{ field, before: before[field] ?? null, after: after[field] }],
  );
}
