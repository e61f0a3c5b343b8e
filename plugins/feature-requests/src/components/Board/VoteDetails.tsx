import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { MyVote, NewVote } from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import { FormEvent, useId, useState } from 'react';
import { useBoard } from '../../board/BoardContext';
import { importances } from '../../board/boardQuery';
import { featureRequestsTranslationRef } from '../../translation';
import { TokenButton } from '../presentation/TokenButton';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
    paddingTop: theme.spacing(1.5),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  importance: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75),
    alignItems: 'center',
    border: 0,
    padding: 0,
    margin: 0,
  },
  legend: {
    float: 'left',
    padding: 0,
    marginRight: theme.spacing(1),
    fontSize: theme.typography.pxToRem(13),
  },
  why: { flex: '1 1 220px' },
  application: { flex: '0 1 200px', minWidth: 160 },
}));

/** Longest line of why that the board takes. */
const WHY_LENGTH = 300;

/** How much it matters and why: asked after the vote, never before it. */
export function VoteDetails(props: {
  vote: MyVote;
  onSave(details: NewVote): void;
  onDone(): void;
}) {
  const { vote, onSave, onDone } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const { me } = useBoard();
  const applicationId = useId();
  const whyId = useId();
  const [why, setWhy] = useState(vote.why ?? '');
  const details: NewVote = {
    importance: vote.importance ?? 'none',
    why: why.trim() || null,
    ...(vote.application && { application: vote.application }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(details);
    onDone();
  };
  return (
    <form className={classes.root} onSubmit={submit}>
      <fieldset className={classes.importance}>
        <legend className={classes.legend}>{t('vote.importance')}</legend>
        {importances.map(importance => (
          <TokenButton
            key={importance}
            pressed={vote.importance === importance}
            onPress={() =>
              onSave({
                ...details,
                importance:
                  vote.importance === importance ? 'none' : importance,
              })
            }
          >
            {t(`importance.${importance}`)}
          </TokenButton>
        ))}
      </fieldset>
      <TextField
        id={whyId}
        className={classes.why}
        size="small"
        variant="outlined"
        label={t('vote.why')}
        value={why}
        inputProps={{ maxLength: WHY_LENGTH }}
        onChange={event => setWhy(event.target.value)}
      />
      {me.applications.length > 1 && (
        <TextField
          id={applicationId}
          className={classes.application}
          size="small"
          variant="outlined"
          select
          SelectProps={{ native: true }}
          InputLabelProps={{ shrink: true }}
          label={t('vote.application')}
          value={vote.application ?? ''}
          onChange={event =>
            onSave({ ...details, application: event.target.value || null })
          }
        >
          <option value="">{t('vote.noApplication')}</option>
          {me.applications.map(({ entityRef, title }) => (
            <option key={entityRef} value={entityRef}>
              {title}
            </option>
          ))}
        </TextField>
      )}
      <Button type="submit" size="small" variant="outlined" color="primary">
        {t('vote.done')}
      </Button>
    </form>
  );
}
