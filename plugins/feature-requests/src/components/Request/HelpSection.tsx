import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { EntityName } from '../presentation/EntityName';
import { Section } from '../presentation/Section';
import { RequestPart } from './RequestView';

/** The team reviews but does not build it: who wants to? */
export function HelpSection(props: RequestPart) {
  const { request, onChanged } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [asking, setAsking] = useState(false);
  const { help } = request;
  const path = { requestId: request.id };
  // The number is known already; the names are an addition to it.
  const volunteers = useAsync(
    async () =>
      help && help.volunteers > 0
        ? boardApi.ask('listVolunteers', {
            path: { requestId: request.id },
            query: { limit: 10 },
          })
        : undefined,
    [boardApi, request],
  );
  if (!help) {
    return null;
  }
  const { guide, volunteering } = help;
  return (
    <Section title={t('help.title')}>
      <Typography variant="body2" gutterBottom>
        {t('help.explained')}
      </Typography>
      {guide && (
        <Typography variant="body2" gutterBottom>
          <Link to={guide}>{t('help.guide')}</Link>
        </Typography>
      )}
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('help.volunteers', { count: help.volunteers })}
      </Typography>
      {volunteers.value?.items.map(({ volunteer, note }) =>
        volunteer === null ? null : (
          <Typography key={volunteer} variant="body2" gutterBottom>
            <EntityName entityRef={volunteer} />
            {note && ` – ${note}`}
          </Typography>
        ),
      )}
      <Button
        size="small"
        variant="outlined"
        color="primary"
        onClick={() => setAsking(true)}
      >
        {t(volunteering ? 'help.stepBack' : 'help.volunteer')}
      </Button>
      {asking && volunteering && (
        <ActionDialog
          title={t('help.stepBack')}
          confirm={t('help.stepBack')}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            const changed = await boardApi.ask('deleteVolunteer', { path });
            setAsking(false);
            onChanged(changed);
          }}
        >
          <Typography>{t('help.stepBackExplained')}</Typography>
        </ActionDialog>
      )}
      {asking && !volunteering && (
        <VolunteerDialog {...props} onClose={() => setAsking(false)} />
      )}
    </Section>
  );
}

function VolunteerDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const fieldId = useId();
  const [note, setNote] = useState('');
  return (
    <ActionDialog
      title={t('help.volunteer')}
      confirm={t('help.volunteer')}
      onClose={onClose}
      onConfirm={async () => {
        const changed = await boardApi.ask('putVolunteer', {
          path: { requestId: request.id },
          body: { note: note.trim() || null },
        });
        onClose();
        onChanged(changed);
      }}
    >
      <TextField
        id={fieldId}
        label={t('help.note')}
        value={note}
        fullWidth
        multiline
        minRows={2}
        margin="dense"
        variant="outlined"
        inputProps={{ maxLength: 500 }}
        onChange={event => setNote(event.target.value)}
      />
    </ActionDialog>
  );
}
