import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { boardMessages } from './translations/board';
import { planningMessages } from './translations/planning';
import { requestMessages } from './translations/request';

/**
 * Every text of the board's screens, to reword or to translate.
 *
 * @alpha
 */
export const featureRequestsTranslationRef = createTranslationRef({
  id: 'plugin.feature-requests',
  messages: { ...boardMessages, ...requestMessages, ...planningMessages },
});
