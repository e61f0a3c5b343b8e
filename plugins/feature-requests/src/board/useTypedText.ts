import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';

/** Long enough to type the next letter, short enough not to be waited for. */
const PAUSE_MS = 250;

/**
 * Text of an input that takes effect when its writer pauses.
 *
 * @param effective - the text in effect now
 * @param apply - puts a text into effect
 */
export function useTypedText(
  effective: string,
  apply: (text: string) => void,
): [typed: string, setTyped: (text: string) => void] {
  const [typed, setTyped] = useState(effective);
  useDebounce(
    () => {
      if (typed !== effective) {
        apply(typed);
      }
    },
    PAUSE_MS,
    [typed],
  );
  return [typed, setTyped];
}
