import { makeStyles } from '@material-ui/core/styles';
import { Children, ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(13),
  },
}));

/** Small facts in a row: who, when, about what. Empty ones take no room. */
export function InlineMeta(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {Children.toArray(props.children).map((child, index) => (
        // They have no identity of their own.
        <span key={index}>{child}</span>
      ))}
    </div>
  );
}
