import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';

const REASON_LENGTH = 1000;

/** Tells the moderators that something is wrong. */
export function ReportDialog(props: {
  requestId: string;
  commentId?: string;
  onClose(): void;
}) {
  const { requestId, commentId, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const fieldId = useId();
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={t('report.title')}
      confirm={t('report.send')}
      disabled={reason.trim() === ''}
      onClose={onClose}
      onConfirm={async () => {
        await boardApi.ask('createReport', {
          path: { requestId },
          body: { reason: reason.trim(), ...(commentId && { commentId }) },
        });
        onClose();
      }}
    >
      <Typography gutterBottom>{t('report.explained')}</Typography>
      <TextField
        id={fieldId}
        label={t('report.reason')}
        value={reason}
        fullWidth
        multiline
        minRows={3}
        margin="dense"
        variant="outlined"
        inputProps={{ maxLength: REASON_LENGTH }}
        onChange={event => setReason(event.target.value)}
      />
    </ActionDialog>
  );
}
