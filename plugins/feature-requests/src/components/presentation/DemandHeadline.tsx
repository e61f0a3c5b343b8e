import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { featureRequestsTranslationRef } from '../../translation';

const useStyles = makeStyles({
  root: { fontWeight: 600, whiteSpace: 'nowrap' },
});

/**
 * "12 applications · 48 people". A hundred people of one application and seventy
 * of twenty are different facts, so both are said.
 */
export function DemandHeadline(props: {
  demand: { readonly applications: number; readonly people: number };
}) {
  const classes = useStyles();
  return (
    <span className={classes.root}>{useDemandHeadline()(props.demand)}</span>
  );
}

export function useDemandHeadline() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (demand: {
    readonly applications: number;
    readonly people: number;
  }): string => {
    const people = t('demand.people', { count: demand.people });
    // Where nobody said which application, there is nothing to tell of them.
    return demand.applications === 0
      ? people
      : `${t('demand.applications', {
          count: demand.applications,
        })} · ${people}`;
  };
}
