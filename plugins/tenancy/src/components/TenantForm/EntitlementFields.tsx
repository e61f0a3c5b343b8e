import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { tenancyTranslationRef } from '../../translation';
import { FieldsProps } from './TenantForm';

const useStyles = makeStyles(theme => ({
  choice: { display: 'flex', marginTop: theme.spacing(1) },
}));

/** What a tenant may use: all that is on offer, or only what is listed. */
export function EntitlementFields(props: FieldsProps) {
  const { draft, change, problemOf } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <>
      {(['plugins', 'platformComponents'] as const).map(field => {
        const names = draft[field];
        const problem = problemOf(field);
        return (
          <FormControl
            key={field}
            component="fieldset"
            className={classes.choice}
          >
            <FormLabel component="legend">{t(`overview.${field}`)}</FormLabel>
            <RadioGroup
              row
              name={field}
              value={names === null ? 'all' : 'listed'}
              onChange={(_, choice) =>
                change({ [field]: choice === 'all' ? null : '' })
              }
            >
              <FormControlLabel
                value="all"
                control={<Radio color="primary" />}
                label={t('form.everything')}
              />
              <FormControlLabel
                value="listed"
                control={<Radio color="primary" />}
                label={t('form.onlyThese')}
              />
            </RadioGroup>
            {names !== null && (
              <TextField
                id={`tenant-${field}`}
                label={t(`form.${field}`)}
                value={names}
                error={Boolean(problem)}
                helperText={problem ?? t(`form.${field}Help`)}
                fullWidth
                multiline
                minRows={2}
                variant="outlined"
                onChange={({ target }) => change({ [field]: target.value })}
              />
            )}
          </FormControl>
        );
      })}
    </>
  );
}
