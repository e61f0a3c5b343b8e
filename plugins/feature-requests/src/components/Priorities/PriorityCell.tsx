import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequestSummary,
  PriorityAnswer,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';
import { PriorityDialog } from '../Request/PriorityDialog';

const useStyles = makeStyles(theme => ({
  cell: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  wsjf: { fontWeight: 600, minWidth: 48 },
}));

/** WSJF of a request, and the way to set it. Few people see it, so it is not in lists. */
export function PriorityCell(props: { request: FeatureRequestSummary }) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState<PriorityAnswer>();
  const loaded = useAsync(
    () => boardApi.ask('getPriority', { path: { requestId: request.id } }),
    [boardApi, request.id],
  );
  const { priority } = saved ?? loaded.value ?? { priority: null };
  const action = t(priority ? 'priority.change' : 'priority.set');
  if (loaded.error && !saved) {
    return <FailureMessage error={loaded.error} />;
  }
  return (
    <div className={classes.cell}>
      <span className={classes.wsjf}>
        {priority ? priority.wsjf.toFixed(2) : t('priority.none')}
      </span>
      <Button
        size="small"
        disabled={loaded.loading}
        aria-label={t('priorities.setOf', { action, title: request.title })}
        onClick={() => setEditing(true)}
      >
        {action}
      </Button>
      {editing && (
        <PriorityDialog
          request={request}
          onClose={() => setEditing(false)}
          onSaved={setSaved}
        />
      )}
    </div>
  );
}
