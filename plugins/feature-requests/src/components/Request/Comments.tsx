import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Comment } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FormEvent, useId, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useDraft } from '../../draft/useDraft';
import { MarkdownField } from '../../markdown/MarkdownField';
import { PAGE_SIZE, useMorePages } from '../../paging/useMorePages';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';
import { FailureNotice } from '../presentation/FailureNotice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { CommentCard } from './CommentCard';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
  },
  form: { display: 'grid', gap: theme.spacing(1), justifyItems: 'start' },
  field: { width: '100%' },
}));

export const COMMENT_LENGTH = 10_000;

/** What people say about a request, or what the team notes for itself. */
export function Comments(props: RequestPart & { internal: boolean }) {
  const { request, internal } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  // Comments that were written, changed or deleted here, over those loaded.
  const [changed, setChanged] = useState<readonly Comment[]>([]);
  const [deleted, setDeleted] = useState<readonly string[]>([]);
  const pages = useMorePages(`${request.id} ${internal}`, cursor =>
    boardApi.ask('listComments', {
      path: { requestId: request.id },
      query: { internal, limit: PAGE_SIZE, cursor },
    }),
  );
  if (pages.error && !pages.items) {
    return (
      <FailureNotice
        title={t('failure.comments')}
        error={pages.error}
        onRetry={pages.retry}
      />
    );
  }
  if (!pages.items) {
    return <RowsSkeleton label={t('page.loading')} rows={4} />;
  }
  const change = (comment: Comment) =>
    setChanged(current => [
      ...current.filter(({ id }) => id !== comment.id),
      comment,
    ]);
  const loaded = pages.items.map(
    comment => changed.find(({ id }) => id === comment.id) ?? comment,
  );
  const written = changed.filter(
    comment => !loaded.some(({ id }) => id === comment.id),
  );
  const shown = [...loaded, ...written].filter(
    ({ id }) => !deleted.includes(id),
  );
  return (
    <>
      {shown.length === 0 && (
        <Typography color="textSecondary">
          {t(internal ? 'comments.noNotes' : 'comments.none')}
        </Typography>
      )}
      <ul className={classes.list}>
        {shown.map(comment => (
          <li key={comment.id}>
            <CommentCard
              comment={comment}
              mayModerate={request.may.manage}
              onChanged={change}
              onDeleted={() => setDeleted(current => [...current, comment.id])}
            />
          </li>
        ))}
      </ul>
      {pages.more && (
        <Button variant="outlined" onClick={pages.more}>
          {t('board.more')}
        </Button>
      )}
      {request.may.comment ? (
        <NewComment {...props} onWritten={change} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t(request.locked ? 'comments.locked' : 'comments.notAllowed')}
        </Typography>
      )}
    </>
  );
}

function NewComment(
  props: RequestPart & {
    internal: boolean;
    onWritten(comment: Comment): void;
  },
) {
  const { request, internal, onWritten } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const { me } = useBoard();
  const fieldId = useId();
  const { draft, change, discard } = useDraft(
    `${me.userEntityRef}.${internal ? 'note' : 'comment'}.${request.id}`,
    '',
  );
  const text = draft.trim();
  const [sending, send] = useAsyncFn(async () => {
    const comment = await boardApi.ask('createComment', {
      path: { requestId: request.id },
      body: { text, ...(internal && { internal }) },
    });
    discard();
    onWritten(comment);
  }, [boardApi, request.id, text, internal, discard, onWritten]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text && !sending.loading) {
      // A failure is shown below, and the text stays.
      send().catch(() => {});
    }
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.field}>
        <MarkdownField
          id={fieldId}
          label={t(internal ? 'comments.newNote' : 'comments.new')}
          value={draft}
          rows={3}
          maxLength={COMMENT_LENGTH}
          onChange={change}
        />
      </div>
      {sending.error && <FailureMessage error={sending.error} />}
      <Button
        type="submit"
        variant="contained"
        color="primary"
        disabled={!text || sending.loading}
      >
        {t(sending.loading ? 'form.working' : 'comments.send')}
      </Button>
    </form>
  );
}
