import { RequestStatus } from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import { useStatusView } from '../../board/BoardContext';

const useStyles = makeStyles(theme => ({
  chip: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    borderRadius: 999,
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    padding: theme.spacing(0, 1.25),
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 600,
    lineHeight: 1.8,
    whiteSpace: 'nowrap',
  },
  dot: { width: 8, height: 8, borderRadius: '50%', flex: 'none' },
}));

/**
 * The status of a request. Its colour, which is configured, is that of a dot:
 * the text stays readable whatever somebody chose.
 */
export function StatusChip(props: { status: RequestStatus }) {
  const classes = useStyles();
  const { label, color } = useStatusView()(props.status);
  return (
    <span className={classes.chip}>
      <span className={classes.dot} style={{ background: color }} aria-hidden />
      {label}
    </span>
  );
}
