import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { useIsProductManager } from '../../board/BoardContext';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { Notice } from './Notice';

/** Says kindly that a screen is not for everyone; the backend refuses anyway. */
export function ProductManagersOnly(props: { children: ReactNode }) {
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  if (useIsProductManager()) {
    return <>{props.children}</>;
  }
  return (
    <Container>
      <Notice
        title={t('forProductManagers.title')}
        action={<Link to={root}>{t('request.toBoard')}</Link>}
      >
        <Typography>{t('forProductManagers.explained')}</Typography>
      </Notice>
    </Container>
  );
}
