import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequest } from '@commonhold/plugin-feature-requests-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { useDemandHeadline } from '../presentation/DemandHeadline';

/** Deleting takes votes and comments along: the title is typed to confirm. */
export function DeleteDialog(props: {
  request: FeatureRequest;
  onClose(): void;
  onDeleted(): void;
}) {
  const { request, onClose, onDeleted } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const headline = useDemandHeadline();
  const fieldId = useId();
  const [typed, setTyped] = useState('');
  return (
    <ActionDialog
      title={t('delete.title')}
      confirm={t('delete.delete')}
      danger
      disabled={typed.trim() !== request.title.trim()}
      onClose={onClose}
      onConfirm={async () => {
        await boardApi.ask('deleteRequest', {
          path: { requestId: request.id },
        });
        onDeleted();
      }}
    >
      <Typography gutterBottom>
        {t('delete.explained', { demand: headline(request.demand) })}
      </Typography>
      <TextField
        id={fieldId}
        label={t('delete.typeTitle', { title: request.title })}
        value={typed}
        fullWidth
        margin="dense"
        variant="outlined"
        onChange={event => setTyped(event.target.value)}
      />
    </ActionDialog>
  );
}
