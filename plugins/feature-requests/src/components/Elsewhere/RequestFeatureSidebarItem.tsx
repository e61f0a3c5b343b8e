import { SidebarItem } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import WishIcon from '@material-ui/icons/EmojiObjectsOutlined';
import { featureRequestsTranslationRef } from '../../translation';
import { useNewRequestAddressHere } from './useNewRequestAddress';

/**
 * *New request* for the sidebar, so that it is on every page and knows
 * which one it was pressed on.
 *
 * @public
 */
export function RequestFeatureSidebarItem() {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  return (
    <SidebarItem
      icon={WishIcon}
      text={t('page.new')}
      to={useNewRequestAddressHere()}
    />
  );
}
