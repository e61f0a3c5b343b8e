import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { MeResponse } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { hasStatus } from '../../api/failures';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { EntityField } from '../EntityPicker/EntityField';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { useAddressFilters } from '../TenantsPage/useAddressFilters';
import { AccessAnswer } from './AccessAnswer';

const USER_KINDS = ['User'];
const ANY_KIND: readonly string[] = [];

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  intro: { margin: theme.spacing(2, 0), maxWidth: '80ch' },
  question: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    maxWidth: 900,
    marginBottom: theme.spacing(3),
  },
}));

/** "Why can't I see this?": for a person and an entity, what decided. */
export function AccessQuestions(props: { me: MeResponse }) {
  const { me } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const [question, setQuestion] = useAddressFilters();
  const user = question.get('user') ?? '';
  const entity = question.get('entity') ?? '';
  return (
    <Container className={classes.content}>
      <Typography className={classes.intro}>
        {t(me.operator ? 'access.intro' : 'access.introAdmin')}
      </Typography>
      <div className={classes.question}>
        <EntityField
          id="access-user"
          label={t('access.person')}
          helperText={t('access.personHelp')}
          kinds={USER_KINDS}
          value={user}
          onChange={value => setQuestion({ user: value })}
        />
        <EntityField
          id="access-entity"
          label={t('access.entity')}
          helperText={t('access.entityHelp')}
          kinds={ANY_KIND}
          value={entity}
          onChange={value => setQuestion({ entity: value })}
        />
      </div>
      {user && entity && <Answer user={user} entity={entity} />}
    </Container>
  );
}

function Answer(props: { user: string; entity: string }) {
  const { user, entity } = props;
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const {
    value: explanation,
    loading,
    error,
    retry,
  } = useAsyncRetry(
    () => tenancyApi.explainAccess({ userEntityRef: user, entityRef: entity }),
    [tenancyApi, user, entity],
  );
  if (loading) {
    return <RowsSkeleton label={t('access.loading')} rows={3} />;
  }
  if (error && hasStatus(error, 404)) {
    return (
      <Notice title={t('access.notYoursTitle')} role="status">
        <Typography>{t('access.notYours')}</Typography>
      </Notice>
    );
  }
  if (error) {
    return (
      <FailureNotice
        title={t('failure.access')}
        error={error}
        onRetry={retry}
      />
    );
  }
  return explanation ? (
    <AccessAnswer user={user} entity={entity} explanation={explanation} />
  ) : null;
}
