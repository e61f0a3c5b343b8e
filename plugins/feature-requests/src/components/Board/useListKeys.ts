import { RefObject, useEffect, useRef, useState } from 'react';

/** Where somebody's wish not to have single-key shortcuts is kept. */
const SWITCH = 'commonhold.feature-requests.keys';

export type ListKeys = {
  readonly on: boolean;
  setOn(on: boolean): void;
};

/**
 * Keys for a list of requests: `j` and `k` to go down and up, `v` to vote, `o`
 * to open. They move the focus itself, so that a screen reader says where one
 * is. Single keys get into the way of speech input, so they can be switched
 * off (WCAG 2.1.4), and they do nothing while somebody types.
 */
export function useListKeys(
  list: RefObject<HTMLElement>,
  open: (requestId: string) => void,
): ListKeys {
  const [on, setOn] = useState(
    () => window.localStorage.getItem(SWITCH) !== 'off',
  );
  const openRef = useRef(open);
  openRef.current = open;

  useEffect(() => {
    if (!on) {
      return undefined;
    }
    const onKey = (event: KeyboardEvent) => {
      if (isForSomethingElse(event) || !list.current) {
        return;
      }
      const rows = [
        ...list.current.querySelectorAll<HTMLElement>('[data-request]'),
      ];
      const index = rows.findIndex(row => row.contains(document.activeElement));
      const row: HTMLElement | undefined = rows[index];
      switch (event.key) {
        case 'j':
          focusRow(rows[Math.min(index + 1, rows.length - 1)]);
          break;
        case 'k':
          focusRow(rows[Math.max(index - 1, 0)]);
          break;
        case 'v':
          row?.querySelector<HTMLElement>('[aria-pressed]')?.click();
          break;
        case 'o':
          if (row?.dataset.request) {
            openRef.current(row.dataset.request);
          }
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list, on]);

  return {
    on,
    setOn: next => {
      window.localStorage.setItem(SWITCH, next ? 'on' : 'off');
      setOn(next);
    },
  };
}

function focusRow(row: HTMLElement | undefined) {
  row?.focus();
  row?.scrollIntoView?.({ block: 'nearest' });
}

function isForSomethingElse(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
    return true;
  }
  return (
    event.target instanceof HTMLElement &&
    event.target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"]',
    ) !== null
  );
}
