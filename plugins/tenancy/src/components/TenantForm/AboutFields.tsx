import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { tenantClasses } from '@commonhold/plugin-tenancy-common';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { tenancyTranslationRef } from '../../translation';
import { DESCRIPTION_LENGTH, idFrom, TITLE_LENGTH } from './tenantDraft';
import { FieldsProps } from './TenantForm';

/** What a tenant is called. Its id is for good; the title suggests one. */
export function AboutFields(props: FieldsProps) {
  const { draft, change, problemOf, touch, isNew } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <>
      <TextField
        id="tenant-title"
        label={t('form.title')}
        value={draft.title}
        error={Boolean(problemOf('title'))}
        helperText={problemOf('title')}
        inputProps={{ maxLength: TITLE_LENGTH }}
        required
        fullWidth
        margin="dense"
        variant="outlined"
        onBlur={() => touch('title')}
        onChange={({ target }) =>
          change({
            title: target.value,
            // Until somebody writes another one.
            ...(isNew &&
              draft.id === idFrom(draft.title) && { id: idFrom(target.value) }),
          })
        }
      />
      {isNew && (
        <TextField
          id="tenant-id"
          label={t('form.id')}
          value={draft.id}
          error={Boolean(problemOf('id'))}
          helperText={problemOf('id') ?? t('form.idHelp')}
          required
          fullWidth
          margin="dense"
          variant="outlined"
          onBlur={() => touch('id')}
          onChange={({ target }) => change({ id: target.value })}
        />
      )}
      <TextField
        id="tenant-description"
        label={t('form.description')}
        value={draft.description}
        error={Boolean(problemOf('description'))}
        helperText={problemOf('description') ?? t('form.descriptionHelp')}
        inputProps={{ maxLength: DESCRIPTION_LENGTH }}
        fullWidth
        multiline
        minRows={2}
        margin="dense"
        variant="outlined"
        onChange={({ target }) => change({ description: target.value })}
      />
      <TextField
        id="tenant-class"
        label={t('form.class')}
        value={draft.class}
        helperText={problemOf('class') ?? t('form.classHelp')}
        error={Boolean(problemOf('class'))}
        select
        SelectProps={{ native: true }}
        InputLabelProps={{ shrink: true }}
        fullWidth
        margin="dense"
        variant="outlined"
        onChange={({ target }) =>
          change({
            class:
              tenantClasses.find(one => one === target.value) ?? draft.class,
          })
        }
      >
        {tenantClasses.map(one => (
          <option key={one} value={one}>
            {t(`tenantClass.${one}`)}
          </option>
        ))}
      </TextField>
      {isNew && (
        <>
          <FormControlLabel
            control={
              <Checkbox
                id="tenant-platform"
                color="primary"
                checked={draft.platform}
                onChange={(_, platform) => change({ platform })}
              />
            }
            label={t('state.platform')}
          />
          <Typography variant="body2" color="textSecondary">
            {t('form.platformHelp')}
          </Typography>
        </>
      )}
    </>
  );
}
