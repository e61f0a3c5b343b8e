import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import { FormEvent, ReactNode, useId } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from './FailureMessage';

const useStyles = makeStyles(theme => ({
  title: { fontSize: theme.typography.pxToRem(18), fontWeight: 600 },
  danger: {
    color: theme.palette.error.main,
    borderColor: theme.palette.error.main,
  },
}));

/**
 * Asks before something is done, and does it. A failure is told in the dialog,
 * which stays open with all that was typed.
 */
export function ActionDialog(props: {
  title: string;
  /** The word on the button that does it. */
  confirm: string;
  /** Takes something away from somebody. */
  danger?: boolean;
  disabled?: boolean;
  onConfirm(): Promise<void>;
  onClose(): void;
  children: ReactNode;
}) {
  const { title, confirm, danger, disabled, onConfirm, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const titleId = useId();
  const [{ loading, error }, run] = useAsyncFn(onConfirm, [onConfirm]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A failure is shown below; there is nothing else to do with it.
    run().catch(() => {});
  };
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      aria-labelledby={titleId}
      onClose={loading ? undefined : onClose}
    >
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId} disableTypography>
          <h2 className={classes.title}>{title}</h2>
        </DialogTitle>
        <DialogContent>
          {props.children}
          {error && <FailureMessage error={error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={loading}>
            {t('form.cancel')}
          </Button>
          <Button
            type="submit"
            variant={danger ? 'outlined' : 'contained'}
            color={danger ? 'default' : 'primary'}
            className={danger && !disabled && !loading ? classes.danger : ''}
            disabled={disabled || loading}
          >
            {loading ? t('form.working') : confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
