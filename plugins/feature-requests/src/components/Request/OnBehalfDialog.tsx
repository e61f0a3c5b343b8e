import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequest,
  Importance,
} from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId, useState } from 'react';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { importances } from '../../board/boardQuery';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityField } from '../fields/EntityField';
import { isFullRef } from '../fields/findEntities';
import { ActionDialog } from '../presentation/ActionDialog';
import { TokenButton } from '../presentation/TokenButton';

const useStyles = makeStyles(theme => ({
  fields: { display: 'grid', gap: theme.spacing(2), paddingTop: 8 },
  tokens: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75) },
}));

/** Votes for somebody who said so elsewhere. It is recorded who did. */
export function OnBehalfDialog(props: {
  request: FeatureRequest;
  onClose(): void;
  onVoted(): void;
}) {
  const { request, onClose, onVoted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const ids = useId();
  const [person, setPerson] = useState('');
  const [importance, setImportance] = useState<Importance>();
  const [why, setWhy] = useState('');
  return (
    <ActionDialog
      title={t('request.action.onBehalf')}
      confirm={t('vote.vote')}
      disabled={!isFullRef(person)}
      onClose={onClose}
      onConfirm={async () => {
        const { namespace, name } = parseEntityRef(person);
        await boardApi.ask('putVoteOnBehalf', {
          path: { requestId: request.id, namespace, name },
          body: {
            ...(importance && { importance }),
            ...(why.trim() && { why: why.trim() }),
          },
        });
        onVoted();
      }}
    >
      <div className={classes.fields}>
        <Typography>{t('onBehalf.explained')}</Typography>
        <EntityField
          id={`${ids}-person`}
          label={t('onBehalf.person')}
          kinds={['user']}
          value={person}
          onChange={setPerson}
        />
        <div className={classes.tokens}>
          {importances.map(one => (
            <TokenButton
              key={one}
              pressed={importance === one}
              onPress={() =>
                setImportance(importance === one ? undefined : one)
              }
            >
              {t(`importance.${one}`)}
            </TokenButton>
          ))}
        </div>
        <TextField
          id={`${ids}-why`}
          label={t('vote.why')}
          value={why}
          size="small"
          variant="outlined"
          inputProps={{ maxLength: 300 }}
          onChange={event => setWhy(event.target.value)}
        />
      </div>
    </ActionDialog>
  );
}
