import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { tenancyApiRef } from '@commonhold/plugin-tenancy';
import { TenantSourceStatus } from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { portalTranslationRef } from '../../translation';
import { HomeSection } from './HomeSection';

const useStyles = makeStyles(theme => ({
  sources: { listStyle: 'none', margin: 0, padding: 0 },
  source: {
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
  },
  file: { overflowWrap: 'anywhere', fontWeight: 600 },
  ok: { color: theme.palette.text.secondary },
  failing: { color: theme.palette.status.error, fontWeight: 600 },
  waiting: { color: theme.palette.status.warning, fontWeight: 600 },
}));

/** The files that declare tenants, and what is wrong with them. */
export function SourcesSection() {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const sources = useAsyncRetry(() => tenancyApi.listSources(), [tenancyApi]);
  return (
    <HomeSection
      title={t('sources.title')}
      loading={sources}
      isEmpty={list => list.length === 0}
      empty={<Typography>{t('sources.empty')}</Typography>}
    >
      {list => (
        <ul className={classes.sources}>
          {list.map(source => (
            <Source key={source.id} source={source} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function Source(props: { source: TenantSourceStatus }) {
  const { state, file, line, column, message, tenants } = props.source;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const place = [file, line, column].filter(part => part !== null).join(':');
  return (
    <li className={classes.source}>
      <div className={classes.head}>
        <span className={classes.file}>{place}</span>
        <span className={classes[state]}>{t(`sources.state.${state}`)}</span>
      </div>
      {message && <Typography variant="body2">{message}</Typography>}
      <Typography variant="body2" color="textSecondary">
        {t('sources.ok', { count: tenants })}
        {state === 'failing' && <>. {t('attention.stillHolds')}</>}
      </Typography>
    </li>
  );
}
