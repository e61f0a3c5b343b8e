import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Dependencies,
  Dependency,
  FeatureRequest,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CloseIcon from '@material-ui/icons/Close';
import { useEffect, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityName } from '../presentation/EntityName';
import { FailureMessage } from '../presentation/FailureMessage';
import { FailureNotice } from '../presentation/FailureNotice';
import { InlineMeta } from '../presentation/InlineMeta';
import { Pill } from '../presentation/Pill';
import { Section } from '../presentation/Section';
import { StatusChip } from '../presentation/StatusChip';
import { DependencyDialog } from './DependencyDialog';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(0, 0, 1), padding: 0 },
  need: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.5, 0),
    overflowWrap: 'anywhere',
  },
  words: { flex: 1 },
}));

/** What has to be there first, and what waits for this one. */
export function DependenciesSection(props: { request: FeatureRequest }) {
  const { request } = props;
  const { manage } = request.may;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const [shown, setShown] = useState<Dependencies>();
  const [adding, setAdding] = useState(false);
  const path = { requestId: request.id };
  const { value, error, retry } = useAsyncRetry(
    () => boardApi.ask('listDependencies', { path: { requestId: request.id } }),
    [boardApi, request.id],
  );
  useEffect(() => setShown(value), [value]);
  const [changing, change] = useAsyncFn(
    async (ask: () => Promise<Dependencies>) => setShown(await ask()),
    [],
  );
  if (error) {
    return (
      <FailureNotice
        title={t('failure.dependencies')}
        error={error}
        onRetry={retry}
      />
    );
  }
  const nothing =
    !shown || (shown.needs.length === 0 && shown.neededBy.length === 0);
  if (nothing && !manage) {
    return null;
  }
  return (
    <Section title={t('dependencies.title')}>
      <ul className={classes.list}>
        {shown?.needs.map(need => (
          <li key={need.id} className={classes.need}>
            <div className={classes.words}>
              <Need need={need} root={root} />
              {manage && need.team && (
                <Button
                  size="small"
                  disabled={changing.loading}
                  onClick={() =>
                    change(() =>
                      boardApi.ask('updateDependency', {
                        path: { ...path, dependencyId: need.id },
                        body: { done: !need.done },
                      }),
                    )
                  }
                >
                  {t(need.done ? 'dependencies.reopen' : 'dependencies.finish')}
                </Button>
              )}
            </div>
            {manage && (
              <IconButton
                size="small"
                aria-label={t('dependencies.remove', { title: need.title })}
                disabled={changing.loading}
                onClick={() =>
                  change(() =>
                    boardApi.ask('deleteDependency', {
                      path: { ...path, dependencyId: need.id },
                    }),
                  )
                }
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {shown && shown.neededBy.length > 0 && (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('dependencies.neededBy')}
          </Typography>
          <ul className={classes.list}>
            {shown.neededBy.map(({ id, title, status }) => (
              <li key={id} className={classes.need}>
                <span className={classes.words}>
                  <Link to={`${root}/${id}`}>{title}</Link>
                </span>
                <StatusChip status={status} />
              </li>
            ))}
          </ul>
        </>
      )}
      {changing.error && <FailureMessage error={changing.error} />}
      {manage && (
        <Button size="small" variant="outlined" onClick={() => setAdding(true)}>
          {t('dependencies.add')}
        </Button>
      )}
      {adding && (
        <DependencyDialog
          request={request}
          onClose={() => setAdding(false)}
          onAdded={dependencies => {
            setAdding(false);
            setShown(dependencies);
          }}
        />
      )}
    </Section>
  );
}

function Need(props: { need: Dependency; root: string }) {
  const { need, root } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <>
      {need.request ? (
        <Link to={`${root}/${need.request.id}`}>{need.request.title}</Link>
      ) : (
        need.title
      )}
      <InlineMeta>
        {need.request && <StatusChip status={need.request.status} />}
        {need.team && <EntityName entityRef={need.team} />}
        {need.increment}
        {need.iteration &&
          t('plan.iteration', { number: String(need.iteration) })}
        {need.done && <Pill tone="accent">{t('dependencies.done')}</Pill>}
        {need.late && <Pill tone="warning">{t('dependencies.late')}</Pill>}
      </InlineMeta>
    </>
  );
}
