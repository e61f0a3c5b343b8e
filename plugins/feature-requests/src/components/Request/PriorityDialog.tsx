import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequestSummary,
  Priority,
  PriorityAnswer,
  wsjf,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useEffect, useId, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { useDemandHeadline } from '../presentation/DemandHeadline';
import { FailureMessage } from '../presentation/FailureMessage';
import { RowsSkeleton } from '../presentation/RowsSkeleton';

const useStyles = makeStyles(theme => ({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(2, 0),
  },
  result: { fontWeight: 600 },
}));

const FIELDS = [
  'businessValue',
  'timeCriticality',
  'riskReduction',
  'jobSize',
] as const;

const SMALLEST = 1;
const LARGEST = 20;

/** Weighted shortest job first, beside the demand that only suggests. */
export function PriorityDialog(props: {
  request: Pick<FeatureRequestSummary, 'id' | 'title' | 'demand'>;
  onClose(): void;
  onSaved?: (answer: PriorityAnswer) => void;
}) {
  const { request, onClose, onSaved } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const headline = useDemandHeadline();
  const ids = useId();
  const path = { requestId: request.id };
  const { value, error } = useAsync(
    () => boardApi.ask('getPriority', { path: { requestId: request.id } }),
    [boardApi, request.id],
  );
  const [typed, setTyped] = useState<Record<keyof Priority, string>>();
  useEffect(() => {
    if (value) {
      setTyped(asTyped(value.priority));
    }
  }, [value]);
  const priority = typed && parse(typed);
  const cleared = typed && FIELDS.every(field => typed[field] === '');
  const save = async () => {
    let answer: PriorityAnswer | undefined;
    if (priority) {
      answer = await boardApi.ask('putPriority', { path, body: priority });
    } else if (cleared) {
      answer = await boardApi.ask('deletePriority', { path });
    }
    if (answer) {
      onSaved?.(answer);
    }
    onClose();
  };
  return (
    <ActionDialog
      title={t('priority.title')}
      confirm={t('form.save')}
      disabled={!priority && !cleared}
      onClose={onClose}
      onConfirm={save}
    >
      <Typography>{request.title}</Typography>
      <Typography variant="body2" color="textSecondary">
        {headline(request.demand)}
      </Typography>
      {error && <FailureMessage error={error} />}
      {!typed && !error && <RowsSkeleton label={t('page.loading')} rows={3} />}
      {typed && value && (
        <>
          <div className={classes.fields}>
            {FIELDS.map(field => (
              <TextField
                key={field}
                id={`${ids}-${field}`}
                type="number"
                label={t(`priority.${field}`)}
                value={typed[field]}
                size="small"
                variant="outlined"
                inputProps={{ min: SMALLEST, max: LARGEST, step: 1 }}
                onChange={event =>
                  setTyped({ ...typed, [field]: event.target.value })
                }
              />
            ))}
          </div>
          <Typography variant="body2" gutterBottom>
            {t('priority.suggested', {
              value: String(value.suggestedBusinessValue),
            })}{' '}
            <Button
              size="small"
              onClick={() =>
                setTyped({
                  ...typed,
                  businessValue: String(value.suggestedBusinessValue),
                })
              }
            >
              {t('priority.take')}
            </Button>
          </Typography>
          <Typography className={classes.result} aria-live="polite">
            {priority
              ? t('priority.wsjf', { value: wsjf(priority).toFixed(2) })
              : t('priority.range')}
          </Typography>
        </>
      )}
    </ActionDialog>
  );
}

function asTyped(
  priority: PriorityAnswer['priority'],
): Record<keyof Priority, string> {
  const of = (field: keyof Priority) =>
    priority ? String(priority[field]) : '';
  return {
    businessValue: of('businessValue'),
    timeCriticality: of('timeCriticality'),
    riskReduction: of('riskReduction'),
    jobSize: of('jobSize'),
  };
}

function parse(typed: Record<keyof Priority, string>): Priority | undefined {
  const numbers = {
    businessValue: Number(typed.businessValue),
    timeCriticality: Number(typed.timeCriticality),
    riskReduction: Number(typed.riskReduction),
    jobSize: Number(typed.jobSize),
  };
  return FIELDS.every(
    field =>
      Number.isInteger(numbers[field]) &&
      numbers[field] >= SMALLEST &&
      numbers[field] <= LARGEST,
  )
    ? numbers
    : undefined;
}
