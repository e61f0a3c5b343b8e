import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useId } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { hasStatus } from '../../api/failures';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useDraft } from '../../draft/useDraft';
import { MarkdownField } from '../../markdown/MarkdownField';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityField } from '../fields/EntityField';
import { TagsField } from '../fields/TagsField';
import { VisibilityField } from '../fields/VisibilityField';
import { DESCRIPTION_LENGTH, TITLE_LENGTH } from '../NewRequest/requestDraft';
import { FailureMessage } from '../presentation/FailureMessage';
import { Section } from '../presentation/Section';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

/** Changes what is asked for. A change by somebody else is never overwritten. */
export function EditRequest(
  props: RequestPart & { onReload(): void; onClose(): void },
) {
  const { request, onChanged, onReload, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const { view, me } = useBoard();
  const ids = useId();
  const { draft, change, discard } = useDraft(
    `${me.userEntityRef}.edit.${request.id}`,
    {
      title: request.title,
      description: request.description,
      about: request.about?.entityRef ?? '',
      category: request.category ?? '',
      tags: request.tags as readonly string[],
      visibility: request.visibility,
    },
  );
  const [saving, save] = useAsyncFn(async () => {
    const changed = await boardApi.ask('updateRequest', {
      path: { requestId: request.id },
      body: {
        version: request.version,
        title: draft.title.trim(),
        description: draft.description.trim(),
        about: draft.about || null,
        category: draft.category || null,
        tags: [...draft.tags],
        visibility: draft.visibility,
      },
    });
    discard();
    onChanged(changed);
    onClose();
  }, [boardApi, draft, request.id, request.version]);
  const conflict = saving.error && hasStatus(saving.error, 409);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A failure is shown below, and the draft stays.
    save().catch(() => {});
  };
  return (
    <Section title={t('edit.title')}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          id={`${ids}-title`}
          label={t('new.titleLabel')}
          value={draft.title}
          fullWidth
          size="small"
          variant="outlined"
          inputProps={{ maxLength: TITLE_LENGTH }}
          onChange={event => change({ ...draft, title: event.target.value })}
        />
        <MarkdownField
          id={`${ids}-description`}
          label={t('new.description')}
          value={draft.description}
          maxLength={DESCRIPTION_LENGTH}
          onChange={description => change({ ...draft, description })}
        />
        <EntityField
          id={`${ids}-about`}
          label={t('new.about')}
          kinds={[]}
          value={draft.about}
          onChange={about => change({ ...draft, about })}
        />
        {view.categories.length > 0 && (
          <TextField
            id={`${ids}-category`}
            select
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true }}
            size="small"
            variant="outlined"
            label={t('new.category')}
            value={draft.category}
            onChange={event =>
              change({ ...draft, category: event.target.value })
            }
          >
            <option value="">{t('new.noCategory')}</option>
            {view.categories.map(category => (
              <option key={category} value={category}>
                {category}
              </option>
            ))}
          </TextField>
        )}
        <TagsField
          id={`${ids}-tags`}
          value={draft.tags}
          onChange={tags => change({ ...draft, tags })}
        />
        <VisibilityField
          value={draft.visibility}
          tenant={request.tenant ?? ''}
          onChange={visibility => change({ ...draft, visibility })}
        />
        {saving.error && <FailureMessage error={saving.error} />}
        <div className={classes.actions}>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={saving.loading || draft.title.trim().length < 3}
          >
            {t(saving.loading ? 'form.working' : 'form.save')}
          </Button>
          {conflict && (
            // The draft stays; what is saved next is on top of the new version.
            <Button variant="outlined" onClick={onReload}>
              {t('edit.takeNewest')}
            </Button>
          )}
          <Button
            onClick={() => {
              discard();
              onClose();
            }}
          >
            {t('form.cancel')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
