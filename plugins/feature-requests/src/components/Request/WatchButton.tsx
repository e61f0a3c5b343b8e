import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequest } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import WatchIcon from '@material-ui/icons/NotificationsNone';
import WatchingIcon from '@material-ui/icons/NotificationsActive';
import { useEffect, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';

/** Hear of everything that happens to a request, or no more. */
export function WatchButton(props: { request: FeatureRequest }) {
  const { request } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [watching, setWatching] = useState(request.watching);
  useEffect(() => setWatching(request.watching), [request]);
  const [changing, change] = useAsyncFn(
    async (watch: boolean) => {
      setWatching(watch);
      try {
        const path = { requestId: request.id };
        const answer = await boardApi.ask(watch ? 'watch' : 'unwatch', {
          path,
        });
        setWatching(answer.watching);
      } catch (error) {
        setWatching(!watch);
        throw error;
      }
    },
    [boardApi, request.id],
  );
  return (
    <>
      <Button
        size="small"
        aria-pressed={watching}
        title={t('watch.help')}
        disabled={changing.loading}
        startIcon={watching ? <WatchingIcon /> : <WatchIcon />}
        onClick={() => change(!watching)}
      >
        {t(watching ? 'watch.watching' : 'watch.watch')}
      </Button>
      {changing.error && <FailureMessage error={changing.error} />}
    </>
  );
}
