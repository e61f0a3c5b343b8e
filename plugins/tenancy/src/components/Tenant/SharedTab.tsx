import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { TenantTitles, tenantTitle } from '../../audience/displayNames';
import { countSharers, sharedBy } from '../../catalog/tenantEntities';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { Pill } from '../presentation/Pill';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { EntityList } from './EntityList';

const useStyles = makeStyles(theme => ({
  intro: { marginBottom: theme.spacing(2), maxWidth: '80ch' },
  sharer: { fontWeight: 600, marginRight: theme.spacing(1.5) },
  summary: { display: 'flex', alignItems: 'center', flexWrap: 'wrap' },
  details: { display: 'block', padding: theme.spacing(0, 2, 2) },
}));

/** What other tenants let a tenant see, by the tenant that shares it. */
export function SharedTab(props: { tenant: Tenant; titles: TenantTitles }) {
  const { tenant, titles } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const {
    value: sharers,
    error,
    retry,
  } = useAsyncRetry(
    () => countSharers(catalogApi, tenant.id),
    [catalogApi, tenant.id],
  );

  if (error) {
    return (
      <FailureNotice
        title={t('failure.entities')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!sharers) {
    return <RowsSkeleton label={t('page.loading')} />;
  }
  if (sharers.length === 0) {
    return (
      <Notice title={t('shared.emptyTitle')}>
        <Typography>{t('shared.emptyDescription')}</Typography>
      </Notice>
    );
  }
  return (
    <>
      <Typography className={classes.intro}>{t('shared.intro')}</Typography>
      {sharers.map(({ value: sharer, count }, index) => (
        <Accordion
          key={sharer}
          variant="outlined"
          defaultExpanded={index === 0}
          TransitionProps={{ unmountOnExit: true }}
        >
          <AccordionSummary expandIcon={<ExpandMoreIcon />}>
            <div className={classes.summary}>
              <Typography component="h3" className={classes.sharer}>
                {tenantTitle(sharer, titles)}
              </Typography>
              <Pill>{t('shared.count', { count })}</Pill>
            </div>
          </AccordionSummary>
          <AccordionDetails className={classes.details}>
            <EntityList
              label={tenantTitle(sharer, titles)}
              filter={sharedBy(sharer, tenant.id)}
              text=""
              titles={titles}
              onClear={retry}
            />
          </AccordionDetails>
        </Accordion>
      ))}
    </>
  );
}
