import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Tenant } from '@commonhold/plugin-tenancy-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useId } from 'react';
import { useSearchParams } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { TenantTitles } from '../../audience/displayNames';
import { countByKind, ownedBy } from '../../catalog/tenantEntities';
import { tenancyTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { EntityList } from './EntityList';
import { KindFilter } from './KindFilter';
import { TenantLink } from './TenantLink';
import { useTypedText } from './useTypedText';

const useStyles = makeStyles(theme => ({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
}));

/** What a tenant owns in the catalog. Filters are kept in the address. */
export function OwnedTab(props: { tenant: Tenant; titles: TenantTitles }) {
  const { tenant, titles } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const filterId = useId();
  const [search, setSearch] = useSearchParams();
  const kind = search.get('kind');
  const text = search.get('text') ?? '';
  const {
    value: kinds,
    error,
    retry,
  } = useAsyncRetry(
    () => countByKind(catalogApi, ownedBy(tenant.id)),
    [catalogApi, tenant.id],
  );

  const setFilter = (name: 'kind' | 'text', value: string | null) =>
    setSearch(
      current => {
        const next = new URLSearchParams(current);
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const [typed, setTyped] = useTypedText(text, value =>
    setFilter('text', value),
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
  if (!kinds) {
    return <RowsSkeleton label={t('page.loading')} />;
  }
  if (kinds.length === 0) {
    return (
      <Notice
        title={t('owned.emptyTitle')}
        action={
          <TenantLink tenant={tenant.id}>{t('owned.emptyLink')}</TenantLink>
        }
      >
        <Typography>{t('owned.emptyDescription')}</Typography>
      </Notice>
    );
  }
  return (
    <>
      <div className={classes.filters}>
        <KindFilter
          kinds={kinds}
          selected={kind}
          onSelect={value => setFilter('kind', value)}
        />
        <TextField
          id={filterId}
          variant="outlined"
          size="small"
          type="search"
          label={t('entities.filter')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      </div>
      <EntityList
        label={t('tabs.owned')}
        filter={{ ...ownedBy(tenant.id), ...(kind && { kind }) }}
        text={text}
        titles={titles}
        onClear={() => {
          setTyped('');
          setSearch(
            current => {
              const next = new URLSearchParams(current);
              next.delete('kind');
              next.delete('text');
              return next;
            },
            { replace: true },
          );
        }}
      />
    </>
  );
}
