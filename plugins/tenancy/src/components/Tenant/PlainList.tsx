import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  list: {
    margin: 0,
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
}));

/** Values below one another, or a sentence where there are none. */
export function PlainList(props: {
  values: readonly string[];
  empty: string;
  /** The values are entity refs, each a link to its page. */
  asRefs?: boolean;
}) {
  const { values, empty, asRefs } = props;
  const classes = useStyles();
  if (values.length === 0) {
    return <Typography color="textSecondary">{empty}</Typography>;
  }
  return (
    <ul className={classes.list}>
      {values.map(value => (
        <li key={value}>
          {asRefs ? <EntityRefLink entityRef={value} hideIcon /> : value}
        </li>
      ))}
    </ul>
  );
}
