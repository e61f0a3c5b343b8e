import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useCause } from './FailureNotice';
import { pillColors } from './Pill';

const useStyles = makeStyles(theme => ({
  root: {
    ...pillColors(theme, 'danger'),
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1, 1.5),
    margin: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
  },
}));

/** Why something that one did failed, beside where one did it. */
export function FailureMessage(props: { error: Error }) {
  const classes = useStyles();
  const cause = useCause(props.error);
  return (
    <Typography role="alert" variant="body2" className={classes.root}>
      {cause}
    </Typography>
  );
}
