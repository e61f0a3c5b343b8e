import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { ReactNode, useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { tenancyTranslationRef } from '../../translation';
import { isFullRef } from './findEntities';
import { useEntityChoices } from './useEntityChoices';

/** Chooses several entities of the catalog, by name or by typing their refs. */
export function EntitiesField(props: {
  id: string;
  label: string;
  helperText?: ReactNode;
  error?: boolean;
  kinds: readonly string[];
  /** Entity refs. */
  value: readonly string[];
  onChange(entityRefs: readonly string[]): void;
}) {
  const { id, label, helperText, error, kinds, value, onChange } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const { choices, loading } = useEntityChoices(text, kinds, open);
  const titles = new Map(choices.map(one => [one.entityRef, one.title]));
  // To the field another array is another value, for which it drops what is
  // being typed.
  const key = JSON.stringify(value);
  const chosen = useMemo((): string[] => JSON.parse(key), [key]);
  const choose = (refs: readonly string[]) =>
    onChange([...new Set(refs.map(ref => ref.trim()).filter(Boolean))]);
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={choices.map(({ entityRef }) => entityRef)}
      // The catalog has filtered them already, by title too.
      filterOptions={refs => refs}
      filterSelectedOptions
      loading={loading}
      loadingText={t('picker.loading')}
      noOptionsText={t('picker.none')}
      clearText={t('picker.clear')}
      openText={t('picker.open')}
      closeText={t('picker.close')}
      value={chosen}
      inputValue={text}
      onInputChange={(_, typed) => setText(typed)}
      onChange={(_, refs) => choose(refs)}
      onBlur={() => {
        if (isFullRef(text.trim())) {
          choose([...value, text]);
          setText('');
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
