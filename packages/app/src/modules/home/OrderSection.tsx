import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  catalogApiRef,
  EntityRefLink,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { portalTranslationRef } from '../../translation';
import { platformComponents } from './homeEntities';
import { HomeSection } from './HomeSection';

const useStyles = makeStyles(theme => ({
  offers: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(2, 3),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
  },
  name: { fontWeight: 600 },
  description: {
    display: '-webkit-box',
    overflow: 'hidden',
    '-webkit-line-clamp': 2,
    '-webkit-box-orient': 'vertical',
  },
}));

/** Platform components: what is ready to be used by any team. */
export function OrderSection() {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const offers = useAsyncRetry(
    () => platformComponents(catalogApi, 6),
    [catalogApi],
  );
  return (
    <HomeSection
      title={t('order.title')}
      intro={t('order.intro')}
      loading={offers}
      isEmpty={({ totalItems }) => totalItems === 0}
      seeAll="/catalog?filters[kind]=component&filters[type]=platform-component&filters[user]=all"
      empty={
        <>
          <Typography>{t('order.emptyTitle')}</Typography>
          <Typography variant="body2" color="textSecondary">
            {t('order.empty')}
          </Typography>
        </>
      }
    >
      {({ items }) => (
        <ul className={classes.offers}>
          {items.map(entity => (
            <Offer key={stringifyEntityRef(entity)} entity={entity} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function Offer(props: { entity: Entity }) {
  const { entity } = props;
  const classes = useStyles();
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  return (
    <li>
      <div className={classes.name}>
        <EntityRefLink entityRef={entity} hideIcon />
      </div>
      <Typography variant="body2" className={classes.description}>
        {entity.metadata.description}
      </Typography>
      <Typography variant="body2" color="textSecondary" component="div">
        <EntityRefLinks entityRefs={owners} defaultKind="group" hideIcons />
      </Typography>
    </li>
  );
}
