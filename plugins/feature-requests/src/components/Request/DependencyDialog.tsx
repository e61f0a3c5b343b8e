import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Dependencies,
  FeatureRequest,
  FeatureRequestSummary,
} from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityField } from '../fields/EntityField';
import { RequestField } from '../fields/RequestField';
import { ActionDialog } from '../presentation/ActionDialog';
import { TokenButton } from '../presentation/TokenButton';

const useStyles = makeStyles(theme => ({
  fields: { display: 'grid', gap: theme.spacing(2), paddingTop: 8 },
  choice: { display: 'flex', gap: theme.spacing(0.75) },
}));

const ON = ['request', 'team'] as const;

/** Says what a request needs: another request, or something of a team. */
export function DependencyDialog(props: {
  request: FeatureRequest;
  onClose(): void;
  onAdded(dependencies: Dependencies): void;
}) {
  const { request, onClose, onAdded } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const ids = useId();
  const [on, setOn] = useState<(typeof ON)[number]>('request');
  const [needed, setNeeded] = useState<FeatureRequestSummary | null>(null);
  const [team, setTeam] = useState('');
  const [title, setTitle] = useState('');
  const complete =
    on === 'request' ? needed !== null : team !== '' && title.trim() !== '';
  return (
    <ActionDialog
      title={t('dependencies.add')}
      confirm={t('dependencies.add')}
      disabled={!complete}
      onClose={onClose}
      onConfirm={async () =>
        onAdded(
          await boardApi.ask('createDependency', {
            path: { requestId: request.id },
            body:
              on === 'request'
                ? { requestId: needed?.id }
                : { team, title: title.trim() },
          }),
        )
      }
    >
      <div className={classes.fields}>
        <div className={classes.choice}>
          {ON.map(one => (
            <TokenButton
              key={one}
              pressed={on === one}
              onPress={() => setOn(one)}
            >
              {t(`dependencies.on.${one}`)}
            </TokenButton>
          ))}
        </div>
        {on === 'request' ? (
          <RequestField
            id={`${ids}-request`}
            label={t('dependencies.request')}
            except={[request.id]}
            value={needed}
            onChange={setNeeded}
          />
        ) : (
          <>
            <EntityField
              id={`${ids}-team`}
              label={t('dependencies.team')}
              kinds={['group']}
              value={team}
              onChange={setTeam}
            />
            <TextField
              id={`${ids}-title`}
              label={t('dependencies.what')}
              value={title}
              size="small"
              variant="outlined"
              inputProps={{ maxLength: 200 }}
              onChange={event => setTitle(event.target.value)}
            />
          </>
        )}
      </div>
    </ActionDialog>
  );
}
