import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequestSummary } from '@commonhold/plugin-feature-requests-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { useDemandHeadline } from '../presentation/DemandHeadline';

const PAUSE_MS = 200;
/** More would not be read; typing on narrows them down. */
const SHOWN = 15;

/** Chooses a request of the board by words of it. */
export function RequestField(props: {
  id: string;
  label: string;
  /** Ids that make no sense here. */
  except: readonly string[];
  value: FeatureRequestSummary | null;
  onChange(request: FeatureRequestSummary | null): void;
}) {
  const { id, label, except, value, onChange } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const headline = useDemandHeadline();
  const [text, setText] = useState('');
  const [settled, setSettled] = useState('');
  const [open, setOpen] = useState(false);
  useDebounce(() => setSettled(text.trim().slice(0, 200)), PAUSE_MS, [text]);
  const found = useAsync(
    async () =>
      open
        ? boardApi.ask('listRequests', {
            query: {
              limit: SHOWN,
              ...(settled && settled !== value?.title && { text: settled }),
            },
          })
        : undefined,
    [boardApi, settled, open, value],
  );
  return (
    <Autocomplete
      id={id}
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={(found.value?.items ?? []).filter(
        one => !except.includes(one.id),
      )}
      // The board has found them already.
      filterOptions={requests => requests}
      getOptionLabel={request => request.title}
      getOptionSelected={(one, other) => one.id === other.id}
      loading={found.loading}
      loadingText={t('picker.loading')}
      noOptionsText={t('picker.none')}
      clearText={t('picker.clear')}
      openText={t('picker.open')}
      closeText={t('picker.close')}
      value={value}
      onInputChange={(_, typed) => setText(typed)}
      onChange={(_, chosen) => onChange(chosen)}
      renderOption={request => (
        <div>
          <div>{request.title}</div>
          <Typography variant="body2" color="textSecondary">
            {headline(request.demand)}
          </Typography>
        </div>
      )}
      renderInput={params => (
        <TextField
          {...params}
          label={label}
          error={found.error !== undefined}
          helperText={found.error?.message}
          variant="outlined"
          size="small"
        />
      )}
    />
  );
}
