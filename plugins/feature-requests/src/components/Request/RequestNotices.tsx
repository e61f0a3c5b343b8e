import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useStatusView } from '../../board/BoardContext';
import { Markdown } from '../../markdown/Markdown';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { Section } from '../presentation/Section';
import { RequestPart } from './RequestView';

/** What one has to know first: merged away, merged into it, or why declined. */
export function RequestNotices(props: RequestPart) {
  const { request } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const { label } = useStatusView()(request.status);
  return (
    <>
      {request.mergedInto && <MergedAway {...props} />}
      {request.statusReason && (
        <Section title={t('request.statusReason', { status: label })}>
          <Markdown text={request.statusReason} />
        </Section>
      )}
      {request.duplicates > 0 && <MergedHere {...props} />}
    </>
  );
}

function MergedAway(props: RequestPart) {
  const { request, onChanged } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const [undoing, setUndoing] = useState(false);
  const into = request.mergedInto;
  if (!into) {
    return null;
  }
  return (
    <Section title={t('merge.mergedTitle')}>
      <Typography gutterBottom>
        {t('merge.merged')} <Link to={`${root}/${into.id}`}>{into.title}</Link>
      </Typography>
      {request.may.manage && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => setUndoing(true)}
        >
          {t('merge.undo')}
        </Button>
      )}
      {undoing && (
        <ActionDialog
          title={t('merge.undoTitle')}
          confirm={t('merge.undo')}
          onClose={() => setUndoing(false)}
          onConfirm={async () => {
            const path = { requestId: request.id };
            const result = await boardApi.ask('unmergeRequest', { path });
            setUndoing(false);
            onChanged(result.request);
          }}
        >
          <Typography>{t('merge.undoExplained')}</Typography>
        </ActionDialog>
      )}
    </Section>
  );
}

function MergedHere(props: RequestPart) {
  const { request } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  // The number is known already; the names are an addition to it.
  const { value } = useAsync(
    () =>
      boardApi.ask('listDuplicates', {
        path: { requestId: request.id },
        query: { limit: 10 },
      }),
    [boardApi, request.id, request.duplicates],
  );
  return (
    <Section title={t('merge.here', { count: request.duplicates })}>
      <ul>
        {value?.items.map(({ id, title }) => (
          <li key={id}>
            <Link to={`${root}/${id}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
