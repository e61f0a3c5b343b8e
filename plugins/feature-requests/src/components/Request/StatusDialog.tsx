import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { SettableStatus } from '@commonhold/plugin-feature-requests-common';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useStatusView } from '../../board/BoardContext';
import { MarkdownField } from '../../markdown/MarkdownField';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { RequestPart } from './RequestView';

const STATUSES: readonly SettableStatus[] = [
  'new',
  'under-review',
  'planned',
  'in-progress',
  'shipped',
  'declined',
];

/** Statuses of which everybody who voted hears. */
const TOLD: readonly SettableStatus[] = ['planned', 'shipped', 'declined'];

const REASON_LENGTH = 2000;

/** Says what becomes of a request, and why. */
export function StatusDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const statusView = useStatusView();
  const ids = useId();
  const before = STATUSES.find(one => one === request.status);
  const [status, setStatus] = useState<SettableStatus>(before ?? 'new');
  const [reason, setReason] = useState(request.statusReason ?? '');
  const { needsReason } = statusView(status);
  return (
    <ActionDialog
      title={t('status.title')}
      confirm={t('status.set')}
      disabled={needsReason && reason.trim() === ''}
      onClose={onClose}
      onConfirm={async () => {
        const changed = await boardApi.ask('putStatus', {
          path: { requestId: request.id },
          body: { status, reason: reason.trim() || null },
        });
        onClose();
        onChanged(changed);
      }}
    >
      <RadioGroup
        aria-label={t('status.title')}
        value={status}
        onChange={(_, chosen) => {
          setStatus(STATUSES.find(one => one === chosen) ?? status);
          // Why it was planned is not why it is declined.
          setReason(
            chosen === request.status ? request.statusReason ?? '' : '',
          );
        }}
      >
        {STATUSES.map(one => (
          <FormControlLabel
            key={one}
            value={one}
            control={<Radio color="primary" size="small" />}
            label={statusView(one).label}
          />
        ))}
      </RadioGroup>
      <MarkdownField
        id={`${ids}-reason`}
        label={t(needsReason ? 'status.reasonNeeded' : 'status.reason')}
        value={reason}
        rows={3}
        maxLength={REASON_LENGTH}
        onChange={setReason}
      />
      {TOLD.includes(status) && status !== request.status && (
        <Typography variant="body2" color="textSecondary">
          {t('status.told', { count: request.demand.people })}
        </Typography>
      )}
    </ActionDialog>
  );
}
