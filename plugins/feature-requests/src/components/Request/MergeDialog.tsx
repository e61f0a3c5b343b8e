import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequestSummary } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { RequestField } from '../fields/RequestField';
import { ActionDialog } from '../presentation/ActionDialog';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  field: { margin: theme.spacing(2, 0) },
  twin: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  name: { flex: '1 1 200px' },
}));

/** Moves the votes of a request to its twin. It can be undone exactly. */
export function MergeDialog(props: RequestPart & { onClose(): void }) {
  const { request, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const navigate = useNavigate();
  const root = useRouteRef(rootRouteRef)();
  const fieldId = useId();
  const [into, setInto] = useState<FeatureRequestSummary | null>(null);
  // Only a short cut: the field finds every request.
  const twins = useAsync(
    () =>
      boardApi.ask('suggestRequests', {
        query: { title: request.title, limit: 5 },
      }),
    [boardApi, request.title],
  );
  const choose = async (requestId: string) =>
    setInto(await boardApi.ask('getRequest', { path: { requestId } }));
  return (
    <ActionDialog
      title={t('merge.title')}
      confirm={t('merge.merge')}
      disabled={into === null}
      onClose={onClose}
      onConfirm={async () => {
        if (into) {
          await boardApi.ask('mergeRequest', {
            path: { requestId: request.id },
            body: { into: into.id },
          });
          onClose();
          navigate(`${root}/${into.id}`);
        }
      }}
    >
      <Typography gutterBottom>{t('merge.explained')}</Typography>
      <div className={classes.field}>
        <RequestField
          id={fieldId}
          label={t('merge.into')}
          except={[request.id]}
          value={into}
          onChange={setInto}
        />
      </div>
      {twins.value?.items
        .filter(({ id }) => id !== request.id && id !== into?.id)
        .map(twin => (
          <div key={twin.id} className={classes.twin}>
            <span className={classes.name}>{twin.title}</span>
            <DemandHeadline demand={twin} />
            <Button size="small" onClick={() => choose(twin.id)}>
              {t('merge.choose')}
            </Button>
          </div>
        ))}
    </ActionDialog>
  );
}
