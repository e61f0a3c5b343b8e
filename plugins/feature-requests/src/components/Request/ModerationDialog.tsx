import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import TextField from '@material-ui/core/TextField';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { RequestPart } from './RequestView';

/** Takes a request off the board, or ends the talk about it. */
export function ModerationDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const fieldId = useId();
  const [hidden, setHidden] = useState(request.hidden);
  const [locked, setLocked] = useState(request.locked);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={t('request.action.moderation')}
      confirm={t('form.save')}
      disabled={hidden === request.hidden && locked === request.locked}
      onClose={onClose}
      onConfirm={async () => {
        const changed = await boardApi.ask('moderateRequest', {
          path: { requestId: request.id },
          body: {
            hidden,
            locked,
            ...(reason.trim() && { reason: reason.trim() }),
          },
        });
        onClose();
        onChanged(changed);
      }}
    >
      <FormGroup>
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={hidden}
              onChange={(_, checked) => setHidden(checked)}
            />
          }
          label={t('moderation.hideRequest')}
        />
        <FormControlLabel
          control={
            <Checkbox
              color="primary"
              checked={locked}
              onChange={(_, checked) => setLocked(checked)}
            />
          }
          label={t('moderation.lockRequest')}
        />
      </FormGroup>
      <TextField
        id={fieldId}
        label={t('moderation.reason')}
        value={reason}
        fullWidth
        margin="dense"
        variant="outlined"
        inputProps={{ maxLength: 1000 }}
        onChange={event => setReason(event.target.value)}
      />
    </ActionDialog>
  );
}
