import { stringifyEntityRef } from '@backstage/catalog-model';
import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { WithBoard } from '../../board/BoardContext';
import { featureRequestsTranslationRef } from '../../translation';
import { RequestList } from '../Board/RequestList';
import { useNewRequestAddress } from '../Elsewhere/useNewRequestAddress';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0),
  },
}));

/** Requests about the entity of the page. */
export function EntityRequestsContent() {
  const { entity } = useEntity();
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const about = stringifyEntityRef(entity);
  const newRequest = useNewRequestAddress()({ about });
  return (
    <WithBoard>
      <div className={classes.root}>
        <div>
          <LinkButton variant="contained" color="primary" to={newRequest}>
            {t('entity.new')}
          </LinkButton>
        </div>
        <RequestList
          query={{ about: [about], sort: 'most-wanted' }}
          empty={{
            title: t('entity.emptyTitle'),
            description: t('entity.empty'),
            newRequest,
          }}
        />
      </div>
    </WithBoard>
  );
}
