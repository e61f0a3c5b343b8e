import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useDraft } from '../../draft/useDraft';
import { Markdown } from '../../markdown/Markdown';
import { MarkdownField } from '../../markdown/MarkdownField';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { EntityName } from '../presentation/EntityName';
import { InlineMeta } from '../presentation/InlineMeta';
import { RelativeTime } from '../presentation/RelativeTime';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2.5, 3),
    borderLeft: `4px solid ${theme.palette.primary.main}`,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  title: { fontSize: theme.typography.pxToRem(16), fontWeight: 600 },
}));

const RESPONSE_LENGTH = 10_000;

/** What the team answers, above what everybody says. */
export function OfficialResponseSection(props: RequestPart) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const titleId = useId();
  const [editing, setEditing] = useState(false);
  const { response } = request;
  if (!response && !request.may.manage) {
    return null;
  }
  return (
    <>
      {response ? (
        <Paper
          component="section"
          variant="outlined"
          className={classes.root}
          aria-labelledby={titleId}
        >
          <div className={classes.head}>
            <Typography id={titleId} component="h3" className={classes.title}>
              {t('response.title')}
            </Typography>
            <InlineMeta>
              {response.author && <EntityName entityRef={response.author} />}
              <RelativeTime iso={response.at} />
              {request.may.manage && (
                <Button size="small" onClick={() => setEditing(true)}>
                  {t('response.change')}
                </Button>
              )}
            </InlineMeta>
          </div>
          <Markdown text={response.text} />
        </Paper>
      ) : (
        <div>
          <Button variant="outlined" onClick={() => setEditing(true)}>
            {t('response.write')}
          </Button>
        </div>
      )}
      {editing && (
        <ResponseDialog {...props} onClose={() => setEditing(false)} />
      )}
    </>
  );
}

function ResponseDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const { me } = useBoard();
  const fieldId = useId();
  const { draft, change, discard } = useDraft(
    `${me.userEntityRef}.response.${request.id}`,
    request.response?.text ?? '',
  );
  const text = draft.trim();
  // Nothing left of it takes the response back.
  const removes = text === '' && request.response !== null;
  return (
    <ActionDialog
      title={t('response.title')}
      confirm={t(removes ? 'response.remove' : 'response.publish')}
      danger={removes}
      disabled={text === '' && !removes}
      onClose={onClose}
      onConfirm={async () => {
        const path = { requestId: request.id };
        const changed = removes
          ? await boardApi.ask('deleteResponse', { path })
          : await boardApi.ask('putResponse', { path, body: { text } });
        discard();
        onClose();
        onChanged(changed);
      }}
    >
      <MarkdownField
        id={fieldId}
        label={t('response.label')}
        value={draft}
        rows={6}
        maxLength={RESPONSE_LENGTH}
        onChange={change}
      />
    </ActionDialog>
  );
}
