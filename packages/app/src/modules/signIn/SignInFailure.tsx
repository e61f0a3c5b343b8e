import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useEffect } from 'react';
import { causeOf } from '../../causeOf';
import { portalTranslationRef } from '../../translation';

/** A starting backend is ready within seconds. */
const RETRY_AFTER_MS = 3000;

const useStyles = makeStyles(theme => ({
  text: { maxWidth: '72ch', margin: theme.spacing(1, 0, 3) },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5) },
}));

/** Says why signing in failed. While the backend starts it tries again itself. */
export function SignInFailure(props: {
  error: Error | undefined;
  name: string;
  onRetry(): void;
  onChooseAgain(): void;
}) {
  const { error, name, onRetry, onChooseAgain } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const starting = isUnreachable(error);

  useEffect(() => {
    if (!starting) {
      return undefined;
    }
    const timer = setTimeout(onRetry, RETRY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [starting, onRetry]);

  return (
    <div role="alert">
      <Typography variant="h2" component="h1">
        {starting
          ? t('signIn.startingTitle')
          : t('signIn.failedTitle', { name })}
      </Typography>
      <Typography className={classes.text}>
        {starting ? t('signIn.starting') : t('signIn.unknownPersona')}
      </Typography>
      {!starting && error && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.text}
        >
          {causeOf(error)}
        </Typography>
      )}
      <div className={classes.actions}>
        <Button variant="contained" color="primary" onClick={onRetry}>
          {t('signIn.retry')}
        </Button>
        <Button variant="outlined" onClick={onChooseAgain}>
          {t('signIn.back')}
        </Button>
      </div>
    </div>
  );
}

/** No answer at all, or one from a backend that is not ready. */
function isUnreachable(error: Error | undefined): boolean {
  // fetch() reports an unreachable server as a TypeError without details.
  if (error?.name === 'TypeError') {
    return true;
  }
  return (
    error !== undefined &&
    'statusCode' in error &&
    [502, 503, 504].includes(Number(error.statusCode))
  );
}
