import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container, Header } from '@backstage/ui';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FormEvent, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { useDraft } from '../../draft/useDraft';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';
import { LikelyTwins } from './LikelyTwins';
import {
  blankDraft,
  draftOfAddress,
  problemOf,
  RequestDraft,
  requestOf,
} from './requestDraft';
import { RequestFields } from './RequestFields';
import { TitleField } from './TitleField';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2.5),
    maxWidth: 860,
    padding: theme.spacing(2, 0, 6),
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
  },
}));

/** Where a request is filed, unless its twin turns up while one types. */
export function NewRequestScreen() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const navigate = useNavigate();
  const { me } = useBoard();
  const [address] = useSearchParams();
  const given = useMemo(
    () => draftOfAddress(address, window.location.origin),
    [address],
  );
  const kept = useDraft<RequestDraft>(
    // What was begun about one thing is no draft about another.
    `${me.userEntityRef}.new.${given.about ?? ''}`,
    { ...blankDraft, tenant: me.tenants[0] ?? '', ...given },
  );
  const { draft, change, discard, restored } = kept;
  const [tried, setTried] = useState(false);
  const problem = problemOf(draft);

  const [filing, file] = useAsyncFn(async () => {
    const created = await boardApi.ask('createRequest', {
      body: requestOf(draft, t('new.cameUp')),
    });
    discard();
    navigate(`${root}/${created.id}`);
  }, [boardApi, draft, discard, navigate, root, t]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problem && !filing.loading) {
      // A failure is shown below; there is nothing else to do with it.
      file().catch(() => {});
    }
  };
  const set = (changes: Partial<RequestDraft>) =>
    change({ ...draft, ...changes });

  return (
    <>
      <Header title={t('new.title')} />
      <Container>
        <form className={classes.form} noValidate onSubmit={submit}>
          {restored && (
            <div className={classes.actions} role="status">
              <Typography variant="body2" color="textSecondary">
                {t('new.restored')}
              </Typography>
              <Button size="small" onClick={discard}>
                {t('new.discard')}
              </Button>
            </div>
          )}
          <TitleField
            value={draft.title}
            problem={tried && problem ? t('new.titleShort') : undefined}
            onChange={title => set({ title })}
          />
          <LikelyTwins
            title={draft.title}
            about={draft.about}
            onVoted={requestId => {
              discard();
              navigate(`${root}/${requestId}`);
            }}
          />
          <RequestFields draft={draft} onChange={set} />
          {filing.error && <FailureMessage error={filing.error} />}
          <div className={classes.actions}>
            <Button
              type="submit"
              variant="contained"
              color="primary"
              disabled={filing.loading}
            >
              {t(filing.loading ? 'new.filing' : 'new.file')}
            </Button>
            <Typography variant="body2" color="textSecondary">
              {t('new.votesToo')}
            </Typography>
          </div>
        </form>
      </Container>
    </>
  );
}
