import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { featureRequestsTranslationRef } from '../../translation';
import { isFullRef } from './findEntities';
import { useEntityChoices } from './useEntityChoices';

/** Chooses one entity of the catalog, by name or by typing its ref. */
export function EntityField(props: {
  id: string;
  label: string;
  helperText?: ReactNode;
  error?: boolean;
  kinds: readonly string[];
  /** An entity ref, or empty. */
  value: string;
  onChange(entityRef: string): void;
}) {
  const { id, label, helperText, error, kinds, value, onChange } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [text, setText] = useState(value);
  const [open, setOpen] = useState(false);
  const searched = text === value ? '' : text;
  const { choices, loading } = useEntityChoices(searched, kinds, open);
  const titles = new Map(choices.map(one => [one.entityRef, one.title]));
  return (
    <Autocomplete
      id={id}
      freeSolo
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={choices.map(({ entityRef }) => entityRef)}
      // The catalog has filtered them already, by title too.
      filterOptions={refs => refs}
      loading={loading}
      loadingText={t('picker.loading')}
      noOptionsText={t('picker.none')}
      clearText={t('picker.clear')}
      openText={t('picker.open')}
      closeText={t('picker.close')}
      value={value || null}
      inputValue={text}
      onInputChange={(_, typed, reason) => {
        if (reason === 'reset' && !typed) {
          // Nothing is chosen any more, since somebody is typing.
          return;
        }
        setText(typed);
        if (typed.trim() !== value) {
          onChange(isFullRef(typed.trim()) ? typed.trim() : '');
        }
      }}
      renderOption={ref => (
        <div>
          <div>{titles.get(ref) ?? ref}</div>
          <Typography variant="body2" color="textSecondary">
            {ref}
          </Typography>
        </div>
      )}
      renderInput={params => (
        <TextField
          {...params}
          label={label}
          helperText={helperText}
          error={error}
          variant="outlined"
          size="small"
        />
      )}
    />
  );
}
