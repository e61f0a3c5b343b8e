import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(4, 3),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    maxWidth: '72ch',
  },
  plain: { background: 'none', border: 0, padding: theme.spacing(3, 0) },
  title: { fontSize: theme.typography.pxToRem(18), fontWeight: 600, margin: 0 },
  action: { marginTop: theme.spacing(1) },
}));

/**
 * Says in a calm box that there is nothing to show or that something went
 * wrong, and what to do next.
 */
export function Notice(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Without the box, for use inside another one. */
  plain?: boolean;
  role?: 'alert' | 'status';
}) {
  const { title, children, action, plain, role } = props;
  const classes = useStyles();
  return (
    <Paper
      variant="outlined"
      role={role}
      className={`${classes.root} ${plain ? classes.plain : ''}`}
    >
      <Typography component="h2" className={classes.title}>
        {title}
      </Typography>
      {children}
      {action && <div className={classes.action}>{action}</div>}
    </Paper>
  );
}

/** The button of a {@link Notice}. */
export function NoticeButton(props: { onClick(): void; children: ReactNode }) {
  return (
    <Button variant="outlined" color="primary" onClick={props.onClick}>
      {props.children}
    </Button>
  );
}
