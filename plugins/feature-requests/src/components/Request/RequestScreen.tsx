import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { FeatureRequest } from '@commonhold/plugin-feature-requests-common';
import Typography from '@material-ui/core/Typography';
import { useEffect, useState } from 'react';
import { useParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { hasStatus } from '../../api/failures';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { RequestView } from './RequestView';

/** The request of the address. */
export function RequestScreen() {
  const { requestId = '' } = useParams();
  return <RequestOf key={requestId} requestId={requestId} />;
}

function RequestOf(props: { requestId: string }) {
  const { requestId } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const [request, setRequest] = useState<FeatureRequest>();
  const { value, error, retry } = useAsyncRetry(
    () => boardApi.ask('getRequest', { path: { requestId } }),
    [boardApi, requestId],
  );
  useEffect(() => {
    if (value) {
      setRequest(value);
    }
  }, [value]);

  if (error && hasStatus(error, 404)) {
    return (
      <Container>
        <Notice
          title={t('request.unknownTitle')}
          action={<Link to={root}>{t('request.toBoard')}</Link>}
        >
          <Typography>{t('request.unknown')}</Typography>
        </Notice>
      </Container>
    );
  }
  if (error && !request) {
    return (
      <Container>
        <FailureNotice
          title={t('failure.request')}
          error={error}
          onRetry={retry}
        />
      </Container>
    );
  }
  if (!request) {
    return (
      <Container>
        <RowsSkeleton label={t('page.loading')} rows={8} />
      </Container>
    );
  }
  return (
    <RequestView request={request} onChanged={setRequest} onReload={retry} />
  );
}
