import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { FeatureRequestSummary } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import { FormEvent, useId } from 'react';
import { useNavigate } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useDraft } from '../../draft/useDraft';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { RequestField } from '../fields/RequestField';
import { FailureMessage } from '../presentation/FailureMessage';
import { ProductManagersOnly } from '../presentation/ProductManagersOnly';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    maxWidth: 720,
    padding: theme.spacing(2, 0, 6),
    justifyItems: 'start',
  },
  list: { listStyle: 'none', margin: 0, padding: 0, width: '100%' },
  line: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  name: { flex: 1, overflowWrap: 'anywhere' },
  wide: { width: '100%' },
}));

type RoundDraft = {
  readonly title: string;
  readonly description: string;
  readonly increment: string;
  /** A date, as a date field has it. */
  readonly closesOn: string;
  readonly requests: readonly Pick<FeatureRequestSummary, 'id' | 'title'>[];
};

const blank: RoundDraft = {
  title: '',
  description: '',
  increment: '',
  closesOn: '',
  requests: [],
};

const MOST_WANTED = 10;

/** Where product managers put a ballot together. */
export function NewRound() {
  return (
    <ProductManagersOnly>
      <RoundForm />
    </ProductManagersOnly>
  );
}

function RoundForm() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const navigate = useNavigate();
  const { me, view } = useBoard();
  const ids = useId();
  const calendar = useAsync(() => boardApi.ask('getCalendar', {}), [boardApi]);
  const { draft, change, discard } = useDraft(
    `${me.userEntityRef}.round`,
    blank,
  );
  const set = (changes: Partial<RoundDraft>) =>
    change({ ...draft, ...changes });
  const put = (
    requests: readonly Pick<FeatureRequestSummary, 'id' | 'title'>[],
  ) =>
    set({
      requests: [
        ...draft.requests,
        ...requests
          .filter(({ id }) => !draft.requests.some(one => one.id === id))
          .map(({ id, title }) => ({ id, title })),
      ],
    });
  const [filling, fill] = useAsyncFn(async () => {
    const { items } = await boardApi.ask('listRequests', {
      query: {
        sort: 'most-wanted',
        status: view.statuses
          .filter(({ open }) => open)
          .map(({ status }) => status),
        limit: MOST_WANTED,
      },
    });
    put(items);
  }, [boardApi, draft, view]);
  const [creating, create] = useAsyncFn(async () => {
    const round = await boardApi.ask('createRound', {
      body: {
        title: draft.title.trim(),
        requestIds: draft.requests.map(({ id }) => id),
        ...(draft.description.trim() && {
          description: draft.description.trim(),
        }),
        ...(draft.increment && { increment: draft.increment }),
        ...(draft.closesOn && {
          closesAt: new Date(`${draft.closesOn}T23:59:59`).toISOString(),
        }),
      },
    });
    discard();
    navigate(`${root}/rounds/${round.id}`);
  }, [boardApi, draft]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A failure is shown below, and the draft stays.
    create().catch(() => {});
  };
  const error = creating.error ?? filling.error;
  return (
    <Container>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          id={`${ids}-title`}
          className={classes.wide}
          label={t('rounds.title')}
          value={draft.title}
          required
          size="small"
          variant="outlined"
          inputProps={{ maxLength: 160 }}
          onChange={event => set({ title: event.target.value })}
        />
        <TextField
          id={`${ids}-description`}
          className={classes.wide}
          label={t('rounds.description')}
          value={draft.description}
          multiline
          minRows={3}
          size="small"
          variant="outlined"
          inputProps={{ maxLength: 5000 }}
          onChange={event => set({ description: event.target.value })}
        />
        <TextField
          id={`${ids}-increment`}
          select
          SelectProps={{ native: true }}
          InputLabelProps={{ shrink: true }}
          size="small"
          variant="outlined"
          label={t('rounds.increment')}
          value={draft.increment}
          onChange={event => set({ increment: event.target.value })}
        >
          <option value="">{t('plan.noIncrement')}</option>
          {calendar.value?.increments.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </TextField>
        <TextField
          id={`${ids}-closes`}
          type="date"
          InputLabelProps={{ shrink: true }}
          size="small"
          variant="outlined"
          label={t('rounds.closesAt')}
          value={draft.closesOn}
          onChange={event => set({ closesOn: event.target.value })}
        />
        <Typography component="h3">{t('rounds.ballotRequests')}</Typography>
        <ul className={classes.list}>
          {draft.requests.map(({ id, title }) => (
            <li key={id} className={classes.line}>
              <span className={classes.name}>{title}</span>
              <IconButton
                size="small"
                aria-label={t('rounds.remove', { title })}
                onClick={() =>
                  set({
                    requests: draft.requests.filter(one => one.id !== id),
                  })
                }
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            </li>
          ))}
        </ul>
        <div className={classes.wide}>
          <RequestField
            // Empty again for the next one.
            key={draft.requests.length}
            id={`${ids}-request`}
            label={t('rounds.addRequest')}
            except={draft.requests.map(({ id }) => id)}
            value={null}
            onChange={request => request && put([request])}
          />
        </div>
        <Button
          size="small"
          variant="outlined"
          disabled={filling.loading}
          onClick={fill}
        >
          {t('rounds.mostWanted')}
        </Button>
        {error && <FailureMessage error={error} />}
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={
            creating.loading ||
            draft.title.trim() === '' ||
            draft.requests.length === 0
          }
        >
          {t('rounds.create')}
        </Button>
      </form>
    </Container>
  );
}
