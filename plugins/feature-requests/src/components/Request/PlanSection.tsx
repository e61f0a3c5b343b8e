import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { featureRequestsTranslationRef } from '../../translation';
import { Section } from '../presentation/Section';
import { PlanDialog } from './PlanDialog';
import { RequestPart } from './RequestView';

/** When it is planned for. */
export function PlanSection(props: RequestPart) {
  const { request } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [planning, setPlanning] = useState(false);
  const { plan } = request;
  if (!plan && !request.may.manage) {
    return null;
  }
  const words = plan && [
    plan.horizon && t(`horizon.${plan.horizon}`),
    plan.increment,
    plan.iteration && t('plan.iteration', { number: String(plan.iteration) }),
  ];
  return (
    <Section title={t('plan.title')}>
      <Typography color={plan ? 'textPrimary' : 'textSecondary'} gutterBottom>
        {words ? words.filter(Boolean).join(' · ') : t('plan.none')}
      </Typography>
      {request.may.manage && (
        <Button
          size="small"
          variant="outlined"
          onClick={() => setPlanning(true)}
        >
          {t(plan ? 'plan.change' : 'plan.plan')}
        </Button>
      )}
      {planning && <PlanDialog {...props} onClose={() => setPlanning(false)} />}
    </Section>
  );
}
