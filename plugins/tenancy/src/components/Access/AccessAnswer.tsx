import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { AccessExplanation } from '@commonhold/plugin-tenancy-common';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import BlockIcon from '@material-ui/icons/Block';
import { tenantTitle } from '../../audience/displayNames';
import { tenancyTranslationRef } from '../../translation';
import { Pill } from '../presentation/Pill';

const useStyles = makeStyles(theme => ({
  answer: { padding: theme.spacing(3), maxWidth: 900 },
  verdict: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    fontSize: theme.typography.pxToRem(18),
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  message: { margin: theme.spacing(1.5, 0, 2), maxWidth: '80ch' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, auto) 1fr',
    gap: theme.spacing(1, 2),
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  values: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.75) },
}));

/** Whether somebody sees an entity, what decided it, and what to do. */
export function AccessAnswer(props: {
  user: string;
  entity: string;
  explanation: AccessExplanation;
}) {
  const { user, entity, explanation } = props;
  const { visible, layer, rule, message, audience, holds } = explanation;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <Paper
      variant="outlined"
      component="section"
      role="status"
      className={classes.answer}
    >
      <Typography component="h3" className={classes.verdict}>
        {visible ? <CheckIcon color="primary" /> : <BlockIcon color="error" />}
        <span>{t(visible ? 'access.sees' : 'access.seesNot')}</span>
      </Typography>
      <Typography className={classes.message}>{message}</Typography>
      <dl className={classes.facts}>
        <dt>{t('access.decidedBy')}</dt>
        <dd>
          {t(`access.layer.${layer}`)}: {t(`access.rule.${rule}`)}
        </dd>
        <dt>{t('access.entity')}</dt>
        <dd>
          <EntityRefLink entityRef={entity} title={entity} hideIcon />
        </dd>
        <dt>{t('access.audience')}</dt>
        <dd>
          <Values values={audience} empty={t('access.nobody')} />
        </dd>
        <dt>{t('access.person')}</dt>
        <dd>
          <EntityRefLink entityRef={user} title={user} hideIcon />
        </dd>
        <dt>{t('access.holds')}</dt>
        <dd>
          <Values
            values={holds}
            empty={t('access.holdsNothing')}
            matching={audience}
          />
        </dd>
      </dl>
    </Paper>
  );
}

/** Audience values; those that match what is asked about stand out. */
function Values(props: {
  values: readonly string[];
  empty: string;
  matching?: readonly string[];
}) {
  const { values, empty, matching = [] } = props;
  const classes = useStyles();
  const nameOf = useAudienceName();
  if (values.length === 0) {
    return <>{empty}</>;
  }
  return (
    <div className={classes.values}>
      {values.map(value => (
        <Pill
          key={value}
          tone={matching.includes(value) ? 'accent' : 'neutral'}
        >
          {nameOf(value)}
        </Pill>
      ))}
    </div>
  );
}

function useAudienceName(): (value: string) => string {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return value => {
    const [kind, name] = value.split(':');
    switch (kind) {
      case 'tenant':
        return t('access.value.tenant', { tenant: tenantTitle(name) });
      case 'group':
        return t('access.value.group', { group: name });
      case 'user':
        return t('access.value.user');
      case 'everyone':
        return t('access.value.everyone');
      case 'operators':
        return t('access.value.operators');
      default:
        return value;
    }
  };
}
