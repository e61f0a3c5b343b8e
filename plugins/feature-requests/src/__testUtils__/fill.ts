import userEvent from '@testing-library/user-event';

/** Puts a text into a field at once: letter by letter takes too long. */
export async function fill(field: HTMLElement, text: string): Promise<void> {
  await userEvent.click(field);
  await userEvent.paste(text);
}
