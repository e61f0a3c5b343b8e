import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useId, useState } from 'react';
import useAsync from 'react-use/esm/useAsync';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { horizons } from '../../board/boardQuery';
import { featureRequestsTranslationRef } from '../../translation';
import { ActionDialog } from '../presentation/ActionDialog';
import { FailureMessage } from '../presentation/FailureMessage';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  fields: { display: 'grid', gap: theme.spacing(2), paddingTop: 8 },
}));

/** Puts a request on the roadmap, moves it or takes it off. */
export function PlanDialog(props: RequestPart & { onClose(): void }) {
  const { request, onChanged, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const ids = useId();
  const calendar = useAsync(() => boardApi.ask('getCalendar', {}), [boardApi]);
  const [horizon, setHorizon] = useState<string>(request.plan?.horizon ?? '');
  const [increment, setIncrement] = useState(request.plan?.increment ?? '');
  const [iteration, setIteration] = useState(
    request.plan?.iteration ? String(request.plan.iteration) : '',
  );
  const increments = calendar.value?.increments ?? [];
  const iterations =
    increments.find(({ id }) => id === increment)?.iterations ?? [];
  const select = {
    select: true,
    SelectProps: { native: true },
    InputLabelProps: { shrink: true },
    size: 'small',
    variant: 'outlined',
  } as const;
  return (
    <ActionDialog
      title={t('plan.title')}
      confirm={t('form.save')}
      onClose={onClose}
      onConfirm={async () => {
        const changed = await boardApi.ask('putPlan', {
          path: { requestId: request.id },
          body: {
            horizon: horizons.find(one => one === horizon) ?? 'none',
            increment: increment || null,
            iteration: increment && iteration ? Number(iteration) : null,
          },
        });
        onClose();
        onChanged(changed);
      }}
    >
      <div className={classes.fields}>
        <TextField
          {...select}
          id={`${ids}-horizon`}
          label={t('plan.horizon')}
          value={horizon}
          onChange={event => setHorizon(event.target.value)}
        >
          <option value="">{t('plan.noHorizon')}</option>
          {horizons.map(one => (
            <option key={one} value={one}>
              {t(`horizon.${one}`)}
            </option>
          ))}
        </TextField>
        <TextField
          {...select}
          id={`${ids}-increment`}
          label={t('plan.increment')}
          value={increment}
          onChange={event => {
            setIncrement(event.target.value);
            setIteration('');
          }}
        >
          <option value="">{t('plan.noIncrement')}</option>
          {increment && !increments.some(({ id }) => id === increment) && (
            <option value={increment}>{increment}</option>
          )}
          {increments.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </TextField>
        {iterations.length > 0 && (
          <TextField
            {...select}
            id={`${ids}-iteration`}
            label={t('plan.iterationLabel')}
            value={iteration}
            onChange={event => setIteration(event.target.value)}
          >
            <option value="">{t('plan.noIteration')}</option>
            {iterations.map(({ number, start, end }) => (
              <option key={number} value={String(number)}>
                {`${number}: ${start} – ${end}`}
              </option>
            ))}
          </TextField>
        )}
      </div>
      {calendar.error && <FailureMessage error={calendar.error} />}
    </ActionDialog>
  );
}
