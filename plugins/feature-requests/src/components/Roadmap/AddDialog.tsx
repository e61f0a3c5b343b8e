import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequestSummary,
  Roadmap,
} from '@commonhold/plugin-feature-requests-common';
import { useId, useState } from 'react';
import { featureRequestsTranslationRef } from '../../translation';
import { RequestField } from '../fields/RequestField';
import { ActionDialog } from '../presentation/ActionDialog';

/** Puts a request that is not planned yet into a column. */
export function AddDialog(props: {
  roadmap: Roadmap;
  columnId: string;
  onClose(): void;
  onAdd(request: FeatureRequestSummary): void;
}) {
  const { roadmap, columnId, onClose, onAdd } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const fieldId = useId();
  const [request, setRequest] = useState<FeatureRequestSummary | null>(null);
  const column = roadmap.columns.find(({ id }) => id === columnId);
  return (
    <ActionDialog
      title={t('roadmap.addTo', { column: column?.title ?? columnId })}
      confirm={t('roadmap.add')}
      disabled={request === null}
      onClose={onClose}
      onConfirm={async () => {
        if (request) {
          onAdd(request);
        }
      }}
    >
      <RequestField
        id={fieldId}
        label={t('dependencies.request')}
        except={column?.items.map(({ id }) => id) ?? []}
        value={request}
        onChange={setRequest}
      />
    </ActionDialog>
  );
}
