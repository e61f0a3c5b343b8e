import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { RequestPart } from './RequestView';

/** Says that the team will review but not build it. */
export function HelpDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const fieldId = useId();
  const [wanted, setWanted] = useState(request.wantsHelp);
  const [guide, setGuide] = useState(request.help?.guide ?? '');
  return (
    <ActionDialog
      title={t('request.action.help')}
      confirm={t('form.save')}
      onClose={onClose}
      onConfirm={async () => {
        const changed = await boardApi.ask('putHelp', {
          path: { requestId: request.id },
          body: { wanted, guide: guide.trim() || null },
        });
        onClose();
        onChanged(changed);
      }}
    >
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={wanted}
            onChange={(_, checked) => setWanted(checked)}
          />
        }
        label={t('help.wanted')}
      />
      {wanted && (
        <TextField
          id={fieldId}
          label={t('help.guideUrl')}
          value={guide}
          fullWidth
          margin="dense"
          variant="outlined"
          placeholder="https://"
          inputProps={{ maxLength: 2000 }}
          onChange={event => setGuide(event.target.value)}
        />
      )}
    </ActionDialog>
  );
}
