import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { featureRequestsTranslationRef } from '../../translation';
import { useNewRequestAddressHere } from './useNewRequestAddress';

/**
 * *Request a feature*, about the page it is on.
 *
 * @public
 */
export function RequestFeatureButton() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <LinkButton
      size="small"
      variant="outlined"
      color="primary"
      to={useNewRequestAddressHere()}
    >
      {t('entity.new')}
    </LinkButton>
  );
}
