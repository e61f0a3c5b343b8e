import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import TextField from '@material-ui/core/TextField';
import { useId } from 'react';
import { featureRequestsTranslationRef } from '../../translation';
import { TITLE_LENGTH } from './requestDraft';

/** The wish in a line. */
export function TitleField(props: {
  value: string;
  problem: string | undefined;
  onChange(value: string): void;
}) {
  const { value, problem, onChange } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const id = useId();
  return (
    <TextField
      id={id}
      label={t('new.titleLabel')}
      value={value}
      required
      fullWidth
      variant="outlined"
      error={problem !== undefined}
      helperText={problem ?? t('new.titleHelp')}
      inputProps={{ maxLength: TITLE_LENGTH, autoComplete: 'off' }}
      onChange={event => onChange(event.target.value)}
    />
  );
}
