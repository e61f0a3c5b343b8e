import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { featureRequestsTranslationRef } from '../../translation';
import { MOST_TAGS, TAG_LENGTH } from '../NewRequest/requestDraft';

/** Tags, each ended with Enter or a comma. */
export function TagsField(props: {
  id: string;
  value: readonly string[];
  onChange(tags: string[]): void;
}) {
  const { id, value, onChange } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <Autocomplete
      id={id}
      multiple
      freeSolo
      autoSelect
      options={[]}
      value={[...value]}
      onChange={(_, chosen: string[]) => onChange(asTags(chosen))}
      renderInput={params => (
        <TextField
          {...params}
          label={t('new.tags')}
          helperText={t('new.tagsHelp')}
          variant="outlined"
          size="small"
        />
      )}
    />
  );
}

function asTags(typed: readonly string[]): string[] {
  const tags = typed
    .flatMap(text => text.split(','))
    .map(tag => tag.trim().toLocaleLowerCase().slice(0, TAG_LENGTH))
    .filter(Boolean);
  return [...new Set(tags)].slice(0, MOST_TAGS);
}
