import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/core-plugin-api/alpha';
import {
  Tenant,
  TenantLocationPreview,
} from '@commonhold/plugin-tenancy-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { tenancyApiRef } from '../../api/TenancyApi';
import { asSentenceList } from '../../audience/displayNames';
import { tenancyTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { FailureMessage } from '../presentation/FailureMessage';
import { pillColors } from '../presentation/Pill';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { useKeptDraft } from '../TenantForm/useKeptDraft';

const useStyles = makeStyles(theme => ({
  check: { margin: theme.spacing(1, 0) },
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
  problems: {
    ...pillColors(theme, 'danger'),
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1, 1.5),
    marginTop: theme.spacing(1),
  },
}));

/** Asks for the address of a file, and can show what it declares before. */
export function RegisterDialog(props: {
  tenant: Tenant;
  onClose(): void;
  onRegistered(): void;
}) {
  const { tenant, onClose, onRegistered } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const tenancyApi = useApi(tenancyApiRef);
  const alertApi = useApi(alertApiRef);
  const { draft, change, discard } = useKeptDraft(`register-${tenant.id}`, {
    target: '',
  });
  const target = draft.target.trim();
  const inside = tenant.locations.some(prefix => target.startsWith(prefix));
  const locations = asSentenceList(tenant.locations, language);
  const [preview, check] = useAsyncFn(
    () => tenancyApi.previewLocation(tenant.id, target),
    [tenancyApi, tenant.id, target],
  );
  return (
    <ActionDialog
      title={t('repositories.register')}
      confirm={t('repositories.do')}
      disabled={!inside}
      onClose={onClose}
      onConfirm={async () => {
        await tenancyApi.registerLocation(tenant.id, target);
        discard();
        alertApi.post({
          message: t('repositories.done'),
          severity: 'success',
          display: 'transient',
        });
        onRegistered();
      }}
    >
      <TextField
        id="register-target"
        label={t('repositories.target')}
        type="url"
        value={draft.target}
        error={target !== '' && !inside}
        helperText={t(
          target !== '' && !inside
            ? 'repositories.outside'
            : 'repositories.targetHelp',
          { locations },
        )}
        fullWidth
        margin="dense"
        variant="outlined"
        onChange={event => change({ target: event.target.value })}
      />
      <Button
        className={classes.check}
        variant="outlined"
        size="small"
        disabled={!inside || preview.loading}
        onClick={check}
      >
        {t('repositories.check')}
      </Button>
      {preview.loading && (
        <RowsSkeleton label={t('repositories.checking')} rows={2} />
      )}
      {preview.error && <FailureMessage error={preview.error} />}
      {preview.value?.target === target && <Preview preview={preview.value} />}
    </ActionDialog>
  );
}

function Preview(props: { preview: TenantLocationPreview }) {
  const { entities, problems } = props.preview;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <div role="status">
      {entities.length > 0 && (
        <>
          <Typography>
            {t('repositories.finds', { count: entities.length })}
          </Typography>
          <ul className={classes.list}>
            {entities.map(({ entityRef }) => (
              <li key={entityRef}>{entityRef}</li>
            ))}
          </ul>
        </>
      )}
      {entities.length === 0 && problems.length === 0 && (
        <Typography>{t('repositories.findsNothing')}</Typography>
      )}
      {problems.length > 0 && (
        <div className={classes.problems}>
          {t('repositories.problems')}
          <ul className={classes.list}>
            {problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
