/**
 * Names the field of the body that an error is about, so that a form can show
 * the message where it belongs. The field goes out with the error.
 */
export function atField<E extends Error>(
  error: E,
  field: string,
): E & { readonly field: string } {
  return Object.assign(error, { field });
}
