import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RequestLinkKind } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import CloseIcon from '@material-ui/icons/Close';
import { useId, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { offered } from '../../board/offered';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { FailureMessage } from '../presentation/FailureMessage';
import { Section } from '../presentation/Section';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(0, 0, 1), padding: 0 },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    overflowWrap: 'anywhere',
  },
  words: { flex: 1 },
  kind: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
}));

const KINDS: readonly RequestLinkKind[] = [
  'issue',
  'pull-request',
  'document',
  'attachment',
];

/** Issues, pull requests and documents that belong to it. */
export function LinksSection(props: RequestPart) {
  const { request, onChanged } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [adding, setAdding] = useState(false);
  const mayChange = offered.links && (request.may.edit || request.may.manage);
  const [removing, remove] = useAsyncFn(
    async (linkId: string) =>
      onChanged(
        await boardApi.ask('deleteLink', {
          path: { requestId: request.id, linkId },
        }),
      ),
    [boardApi, request.id, onChanged],
  );
  if (request.links.length === 0 && !mayChange) {
    return null;
  }
  return (
    <Section title={t('links.title')}>
      <ul className={classes.list}>
        {request.links.map(link => (
          <li key={link.id} className={classes.link}>
            <span className={classes.words}>
              <Link to={link.url}>{link.title}</Link>{' '}
              <span className={classes.kind}>{t(`links.${link.kind}`)}</span>
            </span>
            {mayChange && (
              <IconButton
                size="small"
                aria-label={t('links.remove', { title: link.title })}
                disabled={removing.loading}
                onClick={() => remove(link.id)}
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {removing.error && <FailureMessage error={removing.error} />}
      {mayChange && (
        <Button size="small" variant="outlined" onClick={() => setAdding(true)}>
          {t('links.add')}
        </Button>
      )}
      {adding && <LinkDialog {...props} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function LinkDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const ids = useId();
  const [url, setUrl] = useState('');
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<RequestLinkKind>('issue');
  return (
    <ActionDialog
      title={t('links.add')}
      confirm={t('links.add')}
      disabled={!/^https?:\/\/\S+$/.test(url.trim())}
      onClose={onClose}
      onConfirm={async () => {
        const changed = await boardApi.ask('createLink', {
          path: { requestId: request.id },
          body: {
            url: url.trim(),
            kind,
            ...(title.trim() && { title: title.trim() }),
          },
        });
        onClose();
        onChanged(changed);
      }}
    >
      <TextField
        id={`${ids}-url`}
        label={t('links.url')}
        value={url}
        fullWidth
        margin="dense"
        variant="outlined"
        placeholder="https://"
        onChange={event => setUrl(event.target.value)}
      />
      <TextField
        id={`${ids}-title`}
        label={t('links.name')}
        value={title}
        fullWidth
        margin="dense"
        variant="outlined"
        inputProps={{ maxLength: 200 }}
        onChange={event => setTitle(event.target.value)}
      />
      <TextField
        id={`${ids}-kind`}
        label={t('links.kind')}
        value={kind}
        select
        SelectProps={{ native: true }}
        margin="dense"
        variant="outlined"
        onChange={event =>
          setKind(KINDS.find(one => one === event.target.value) ?? 'document')
        }
      >
        {KINDS.map(one => (
          <option key={one} value={one}>
            {t(`links.${one}`)}
          </option>
        ))}
      </TextField>
    </ActionDialog>
  );
}
