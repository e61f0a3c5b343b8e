import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Comment } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { offered } from '../../board/offered';
import { Markdown } from '../../markdown/Markdown';
import { MarkdownField } from '../../markdown/MarkdownField';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { EntityName } from '../presentation/EntityName';
import { InlineMeta } from '../presentation/InlineMeta';
import { Pill } from '../presentation/Pill';
import { RelativeTime } from '../presentation/RelativeTime';
import { COMMENT_LENGTH } from './Comments';
import { ReportDialog } from './ReportDialog';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(1.5, 2) },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 1),
    marginBottom: theme.spacing(0.5),
  },
}));

type Doing = 'edit' | 'delete' | 'hide' | 'report';

/** What somebody said, and what one may do about it. */
export function CommentCard(props: {
  comment: Comment;
  mayModerate: boolean;
  onChanged(comment: Comment): void;
  onDeleted(): void;
}) {
  const { comment, mayModerate, onChanged, onDeleted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const path = { commentId: comment.id };
  return (
    <Paper component="article" variant="outlined" className={classes.root}>
      <div className={classes.head}>
        <InlineMeta>
          {comment.author ? (
            <EntityName entityRef={comment.author} />
          ) : (
            t('request.somebody')
          )}
          {comment.official && <Pill tone="accent">{t('comments.team')}</Pill>}
          {comment.internal && <Pill>{t('comments.note')}</Pill>}
          {comment.hidden && (
            <Pill tone="danger">{t('moderation.hidden')}</Pill>
          )}
          <RelativeTime iso={comment.createdAt} />
          {comment.editedAt && t('comments.edited')}
        </InlineMeta>
        <div>
          {comment.mayEdit && (
            <Button size="small" onClick={() => setDoing('edit')}>
              {t('comments.edit')}
            </Button>
          )}
          {comment.mayDelete && (
            <Button size="small" onClick={() => setDoing('delete')}>
              {t('comments.delete')}
            </Button>
          )}
          {mayModerate && !comment.internal && (
            <Button size="small" onClick={() => setDoing('hide')}>
              {t(comment.hidden ? 'moderation.show' : 'moderation.hide')}
            </Button>
          )}
          {offered.reports && !comment.mayEdit && !mayModerate && (
            <Button size="small" onClick={() => setDoing('report')}>
              {t('report.open')}
            </Button>
          )}
        </div>
      </div>
      {comment.text ? (
        <Markdown text={comment.text} />
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('comments.hiddenText')}
        </Typography>
      )}
      {doing === 'edit' && (
        <EditDialog
          comment={comment}
          onClose={close}
          onChanged={changed => {
            close();
            onChanged(changed);
          }}
        />
      )}
      {doing === 'delete' && (
        <ActionDialog
          title={t('comments.deleteTitle')}
          confirm={t('comments.delete')}
          danger
          onClose={close}
          onConfirm={async () => {
            await boardApi.ask('deleteComment', { path });
            onDeleted();
          }}
        >
          <Typography>{t('comments.deleteExplained')}</Typography>
        </ActionDialog>
      )}
      {doing === 'hide' && (
        <ActionDialog
          title={t(comment.hidden ? 'moderation.show' : 'moderation.hide')}
          confirm={t(comment.hidden ? 'moderation.show' : 'moderation.hide')}
          onClose={close}
          onConfirm={async () => {
            const body = { hidden: !comment.hidden };
            const changed = await boardApi.ask('moderateComment', {
              path,
              body,
            });
            close();
            onChanged(changed);
          }}
        >
          <Typography>{t('moderation.hideCommentExplained')}</Typography>
        </ActionDialog>
      )}
      {doing === 'report' && (
        <ReportDialog
          requestId={comment.requestId}
          commentId={comment.id}
          onClose={close}
        />
      )}
    </Paper>
  );
}

function EditDialog(props: {
  comment: Comment;
  onClose(): void;
  onChanged(comment: Comment): void;
}) {
  const { comment, onClose, onChanged } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const fieldId = useId();
  const [text, setText] = useState(comment.text);
  return (
    <ActionDialog
      title={t('comments.edit')}
      confirm={t('form.save')}
      disabled={text.trim() === ''}
      onClose={onClose}
      onConfirm={async () =>
        onChanged(
          await boardApi.ask('updateComment', {
            path: { commentId: comment.id },
            body: { text: text.trim() },
          }),
        )
      }
    >
      <MarkdownField
        id={fieldId}
        label={t('comments.text')}
        value={text}
        maxLength={COMMENT_LENGTH}
        onChange={setText}
      />
    </ActionDialog>
  );
}
