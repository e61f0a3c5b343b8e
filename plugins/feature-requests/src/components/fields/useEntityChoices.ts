import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { EntityChoice, findEntities } from './findEntities';

const PAUSE_MS = 200;

/** What the catalog offers for what is being typed. */
export function useEntityChoices(
  text: string,
  kinds: readonly string[],
  open: boolean,
): { choices: readonly EntityChoice[]; loading: boolean } {
  const catalogApi = useApi(catalogApiRef);
  const [settled, setSettled] = useState(text);
  useDebounce(() => setSettled(text), PAUSE_MS, [text]);
  const { value, loading } = useAsync(
    async () => (open ? findEntities(catalogApi, settled, kinds) : []),
    [catalogApi, settled, kinds.join(), open],
  );
  return { choices: value ?? [], loading: open && loading };
}
