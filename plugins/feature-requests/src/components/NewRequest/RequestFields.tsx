import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { useBoard } from '../../board/BoardContext';
import { importances } from '../../board/boardQuery';
import { tenantTitle } from '../../catalog/refTitle';
import { MarkdownField } from '../../markdown/MarkdownField';
import { featureRequestsTranslationRef } from '../../translation';
import { EntityField } from '../fields/EntityField';
import { TagsField } from '../fields/TagsField';
import { VisibilityField } from '../fields/VisibilityField';
import { TokenButton } from '../presentation/TokenButton';
import { DESCRIPTION_LENGTH, RequestDraft, WHY_LENGTH } from './requestDraft';

const useStyles = makeStyles(theme => ({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: theme.spacing(2.5, 2),
  },
  set: { border: 0, padding: 0, margin: 0, minWidth: 0 },
  legend: {
    padding: 0,
    marginBottom: theme.spacing(0.75),
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 600,
  },
  tokens: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75) },
  from: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    overflowWrap: 'anywhere',
  },
}));

/** Everything about a new request but its title. */
export function RequestFields(props: {
  draft: RequestDraft;
  onChange(changes: Partial<RequestDraft>): void;
}) {
  const { draft, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const { view, me } = useBoard();
  const ids = useId();
  return (
    <>
      <MarkdownField
        id={`${ids}-description`}
        label={t('new.description')}
        placeholder={t('new.descriptionHint')}
        value={draft.description}
        rows={7}
        maxLength={DESCRIPTION_LENGTH}
        onChange={description => onChange({ description })}
      />
      <div className={classes.pair}>
        <EntityField
          id={`${ids}-about`}
          label={t('new.about')}
          helperText={t('new.aboutHelp')}
          kinds={[]}
          value={draft.about}
          onChange={about => onChange({ about })}
        />
        {view.categories.length > 0 && (
          <TextField
            id={`${ids}-category`}
            select
            SelectProps={{ native: true }}
            InputLabelProps={{ shrink: true }}
            size="small"
            variant="outlined"
            label={t('new.category')}
            value={draft.category}
            onChange={event => onChange({ category: event.target.value })}
          >
            <option value="">{t('new.noCategory')}</option>
            {view.categories.map(category => (
              <option key={category} value={category}>
                {category}
              </option>
            ))}
          </TextField>
        )}
        <TagsField
          id={`${ids}-tags`}
          value={draft.tags}
          onChange={tags => onChange({ tags })}
        />
        {me.tenants.length > 1 && (
          <TextField
            id={`${ids}-tenant`}
            select
            SelectProps={{ native: true }}
            size="small"
            variant="outlined"
            label={t('new.tenant')}
            value={draft.tenant}
            onChange={event => onChange({ tenant: event.target.value })}
          >
            {me.tenants.map(tenant => (
              <option key={tenant} value={tenant}>
                {tenantTitle(tenant)}
              </option>
            ))}
          </TextField>
        )}
        {me.roles.length > 0 && (
          <EntityField
            id={`${ids}-behalf`}
            label={t('new.onBehalfOf')}
            helperText={t('new.onBehalfOfHelp')}
            kinds={['user']}
            value={draft.onBehalfOf}
            onChange={onBehalfOf => onChange({ onBehalfOf })}
          />
        )}
      </div>
      <VisibilityField
        value={draft.visibility}
        tenant={draft.tenant}
        onChange={visibility => onChange({ visibility })}
      />
      <fieldset className={classes.set}>
        <legend className={classes.legend}>{t('new.importance')}</legend>
        <div className={classes.tokens}>
          {importances.map(importance => (
            <TokenButton
              key={importance}
              pressed={draft.importance === importance}
              onPress={() =>
                onChange({
                  importance: draft.importance === importance ? '' : importance,
                })
              }
            >
              {t(`importance.${importance}`)}
            </TokenButton>
          ))}
        </div>
      </fieldset>
      <TextField
        id={`${ids}-why`}
        label={t('vote.why')}
        value={draft.why}
        fullWidth
        size="small"
        variant="outlined"
        inputProps={{ maxLength: WHY_LENGTH }}
        onChange={event => onChange({ why: event.target.value })}
      />
      {draft.from && (
        <div className={classes.from}>
          <Typography variant="body2" color="textSecondary">
            {t('new.from', { page: draft.from })}
          </Typography>
          <Button size="small" onClick={() => onChange({ from: '' })}>
            {t('new.dropFrom')}
          </Button>
        </div>
      )}
    </>
  );
}
