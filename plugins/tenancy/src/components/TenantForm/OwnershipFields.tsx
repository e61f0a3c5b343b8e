import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { tenancyTranslationRef } from '../../translation';
import { EntitiesField } from '../EntityPicker/EntitiesField';
import { FieldsProps } from './TenantForm';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gap: theme.spacing(2),
    paddingTop: theme.spacing(1),
  },
}));

/** Who is in a tenant, who looks after it, and what is its alone. */
export function OwnershipFields(props: FieldsProps) {
  const { draft, change, problemOf, touch } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <div className={classes.fields}>
      <EntitiesField
        id="tenant-groups"
        label={t('form.groups')}
        kinds={['Group']}
        value={draft.groups}
        error={Boolean(problemOf('groups'))}
        helperText={problemOf('groups') ?? t('form.groupsHelp')}
        onChange={groups => {
          change({ groups });
          touch('groups');
        }}
      />
      <EntitiesField
        id="tenant-admins"
        label={t('form.admins')}
        kinds={['User', 'Group']}
        value={draft.admins}
        error={Boolean(problemOf('admins'))}
        helperText={problemOf('admins') ?? t('form.adminsHelp')}
        onChange={admins => {
          change({ admins });
          touch('admins');
        }}
      />
      <TextField
        id="tenant-namespaces"
        label={t('form.namespaces')}
        value={draft.namespaces}
        error={Boolean(problemOf('namespaces'))}
        helperText={problemOf('namespaces') ?? t('form.namespacesHelp')}
        fullWidth
        multiline
        minRows={2}
        variant="outlined"
        onBlur={() => touch('namespaces')}
        onChange={({ target }) => change({ namespaces: target.value })}
      />
      <TextField
        id="tenant-locations"
        label={t('form.locations')}
        value={draft.locations}
        error={Boolean(problemOf('locations'))}
        helperText={problemOf('locations') ?? t('form.locationsHelp')}
        fullWidth
        multiline
        minRows={2}
        variant="outlined"
        onBlur={() => touch('locations')}
        onChange={({ target }) => change({ locations: target.value })}
      />
      <TextField
        id="tenant-signIn"
        label={t('form.signIn')}
        value={draft.signIn}
        error={Boolean(problemOf('signIn'))}
        helperText={problemOf('signIn') ?? t('form.signInHelp')}
        fullWidth
        multiline
        variant="outlined"
        onChange={({ target }) => change({ signIn: target.value })}
      />
    </div>
  );
}
