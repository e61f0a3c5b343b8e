import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  rows: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.75, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  kind: { color: theme.palette.text.secondary },
}));

/** Catalog entries as a short list of links with their kind. */
export function EntityRows(props: { entities: readonly Entity[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.rows}>
      {props.entities.map(entity => (
        <li key={stringifyEntityRef(entity)} className={classes.row}>
          <EntityRefLink entityRef={entity} hideIcon />
          <span className={classes.kind}>
            {entity.spec?.type?.toString() ?? entity.kind}
          </span>
        </li>
      ))}
    </ul>
  );
}
