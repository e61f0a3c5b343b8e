import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Typography from '@material-ui/core/Typography';
import { isResponseError } from '../../api/failures';
import { featureRequestsTranslationRef } from '../../translation';
import { Notice, NoticeButton } from './Notice';

/** Something could not be loaded: what, why, and a way to try again. */
export function FailureNotice(props: {
  title: string;
  error: Error;
  onRetry(): void;
}) {
  const { title, error, onRetry } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <Notice
      role="alert"
      title={title}
      action={
        <NoticeButton onClick={onRetry}>{t('failure.retry')}</NoticeButton>
      }
    >
      <Typography>{useCause(error)}</Typography>
    </Notice>
  );
}

/** Why something failed, in the words of the backend where it has some. */
export function useCause(error: Error): string {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  // fetch() reports an unreachable server as a TypeError without details.
  if (error.name === 'TypeError') {
    return t('failure.offline');
  }
  if (isResponseError(error)) {
    switch (error.statusCode) {
      case 401:
        return t('failure.signedOut');
      case 502:
      case 503:
      case 504:
        return t('failure.unavailable');
      default:
        return error.cause.message;
    }
  }
  return error.message;
}
