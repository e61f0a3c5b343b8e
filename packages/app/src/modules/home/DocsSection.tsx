import {
  DEFAULT_NAMESPACE,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  EntityDisplayName,
} from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { portalTranslationRef } from '../../translation';
import { documented } from './homeEntities';
import { HomeSection } from './HomeSection';

const useStyles = makeStyles(theme => ({
  docs: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& > li': { padding: theme.spacing(0.5, 0) },
  },
}));

/** Documentation to read, one's own first. */
export function DocsSection(props: { ownerRefs: string[] }) {
  const { ownerRefs } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const docs = useAsyncRetry(
    () => documented(catalogApi, ownerRefs, 6),
    [catalogApi, ownerRefs],
  );
  return (
    <HomeSection
      title={t('docs.title')}
      loading={docs}
      isEmpty={entities => entities.length === 0}
      seeAll="/docs"
      empty={
        <>
          <Typography>{t('docs.emptyTitle')}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t('docs.empty')}
          </Typography>
        </>
      }
    >
      {entities => (
        <ul className={classes.docs}>
          {entities.map(entity => (
            <li key={stringifyEntityRef(entity)}>
              <Link to={docsAddress(entity)}>
                <EntityDisplayName entityRef={entity} hideIcon disableTooltip />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function docsAddress({ kind, metadata }: Entity): string {
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE;
  return `/docs/${namespace}/${kind}/${metadata.name}`.toLocaleLowerCase(
    'en-US',
  );
}
