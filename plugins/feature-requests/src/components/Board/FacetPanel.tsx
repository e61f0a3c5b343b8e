import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Facets } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { Theme } from '@material-ui/core/styles';
import { useId, useState } from 'react';
import { RequestsQuery } from '../../api/FeatureRequestsApi';
import { useStatusView } from '../../board/BoardContext';
import {
  countFilters,
  importances,
  noFilters,
  requestStatuses,
  switchFilters,
} from '../../board/boardQuery';
import { AddressChanges } from '../../board/useAddressFilters';
import { refTitle, tenantTitle } from '../../catalog/refTitle';
import { featureRequestsTranslationRef } from '../../translation';
import { FacetGroup, FacetOption } from './FacetGroup';
import { TokenButton } from '../presentation/TokenButton';

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0 },
  switches: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75),
    marginBottom: theme.spacing(2),
  },
}));

type FacetName =
  | 'status'
  | 'category'
  | 'tag'
  | 'about'
  | 'tenant'
  | 'importance';

/** Ways to narrow the board down, each with what it would leave. */
export function FacetPanel(props: {
  query: RequestsQuery;
  facets: Facets | undefined;
  onChange(changes: AddressChanges): void;
}) {
  const { query, facets, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const panelId = useId();
  const isNarrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'));
  const [open, setOpen] = useState(false);
  const groups = useFacetGroups(query, facets);
  const set = countFilters(query);
  const shown = !isNarrow || open;

  const toggle = (name: FacetName, value: string) => {
    const chosen: readonly string[] = query[name] ?? [];
    onChange({
      [name]: chosen.includes(value)
        ? chosen.filter(one => one !== value)
        : [...chosen, value],
    });
  };
  return (
    <aside className={classes.root} aria-label={t('filters.title')}>
      {isNarrow && (
        <Button
          size="small"
          variant="outlined"
          aria-expanded={open}
          aria-controls={panelId}
          onClick={() => setOpen(!open)}
        >
          {t('filters.open', { count: set })}
        </Button>
      )}
      {set > 0 && shown && (
        <Button size="small" onClick={() => onChange(noFilters)}>
          {t('filters.clear')}
        </Button>
      )}
      <div id={panelId} hidden={!shown}>
        <div className={classes.switches}>
          {switchFilters.map(name => (
            <TokenButton
              key={name}
              pressed={Boolean(query[name])}
              onPress={() => onChange({ [name]: query[name] ? null : 'true' })}
            >
              {t(`filters.${name}`)}
            </TokenButton>
          ))}
        </div>
        {groups.map(({ name, options }) => (
          <FacetGroup
            key={name}
            title={t(`filters.${name}`)}
            options={options}
            chosen={query[name] ?? []}
            onToggle={value => toggle(name, value)}
          />
        ))}
      </div>
    </aside>
  );
}

function useFacetGroups(query: RequestsQuery, facets: Facets | undefined) {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const statusView = useStatusView();
  const groups: { name: FacetName; options: FacetOption[] }[] = [
    {
      name: 'status',
      options: requestStatuses
        .map(status => ({
          value: status,
          label: statusView(status).label,
          count: facets?.status.find(one => one.value === status)?.count ?? 0,
        }))
        .filter(({ value, count }) => count > 0 || isChosen(query, value)),
    },
    {
      name: 'about',
      options: (facets?.about ?? []).map(({ value, title, count }) => ({
        value,
        label: title,
        count,
      })),
    },
    { name: 'category', options: plain(facets?.category) },
    {
      name: 'importance',
      options: importances
        .map(value => ({
          value,
          label: t(`importance.${value}`),
          count:
            facets?.importance.find(one => one.value === value)?.count ?? 0,
        }))
        .filter(({ count }) => count > 0),
    },
    {
      name: 'tenant',
      options: (facets?.tenant ?? []).map(({ value, count }) => ({
        value,
        label: tenantTitle(value),
        count,
      })),
    },
    { name: 'tag', options: plain(facets?.tag) },
  ];
  // What is chosen stays to be unchosen, though nothing is left of it.
  return groups
    .map(({ name, options }) => ({
      name,
      options: [
        ...options,
        ...(query[name] ?? [])
          .filter(value => !options.some(one => one.value === value))
          .map(value => ({
            value,
            label: name === 'about' ? refTitle(value) : value,
            count: 0,
          })),
      ],
    }))
    .filter(({ options }) => options.length > 0);
}

function isChosen(query: RequestsQuery, status: string): boolean {
  return query.status?.some(one => one === status) ?? false;
}

function plain(values: Facets['category'] | undefined): FacetOption[] {
  return (values ?? []).map(({ value, count }) => ({
    value,
    label: value,
    count,
  }));
}
