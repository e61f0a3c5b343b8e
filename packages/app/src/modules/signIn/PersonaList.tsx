import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { portalTranslationRef } from '../../translation';
import { groupPersonas, Persona, PersonaGroup } from './personas';

const useStyles = makeStyles(theme => ({
  note: { maxWidth: '72ch', marginBottom: theme.spacing(3) },
  group: { marginTop: theme.spacing(3) },
  groupTitle: {
    fontSize: theme.typography.pxToRem(14),
    fontWeight: 600,
    color: theme.palette.text.secondary,
    margin: theme.spacing(0, 0, 1),
  },
  cards: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1.5),
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 290px), 1fr))',
  },
  card: {
    width: '100%',
    height: '100%',
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'flex-start',
    gap: theme.spacing(1.5),
    textAlign: 'left',
    padding: theme.spacing(2),
    borderRadius: 8,
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.paper,
    fontFamily: 'inherit',
    '&:hover': { borderColor: theme.palette.primary.main },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  initials: {
    flex: 'none',
    width: 40,
    height: 40,
    borderRadius: '50%',
    display: 'grid',
    placeItems: 'center',
    fontWeight: 600,
    background: theme.palette.type === 'dark' ? '#123d37' : '#d8f0eb',
    color: theme.palette.type === 'dark' ? '#8fe0d1' : '#0b5a53',
  },
  role: { fontWeight: 600 },
}));

/** Who one may sign in as. */
export function PersonaList(props: {
  personas: readonly Persona[];
  onChoose(persona: Persona): void;
}) {
  const { personas, onChoose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  return (
    <>
      <Typography variant="h2" component="h1">
        {t('signIn.choose')}
      </Typography>
      <Typography color="textSecondary" className={classes.note}>
        {t('signIn.madeUp')}
      </Typography>
      {groupPersonas(personas).map(group => (
        <Group key={group.title ?? ''} group={group} onChoose={onChoose} />
      ))}
    </>
  );
}

function Group(props: {
  group: PersonaGroup;
  onChoose(persona: Persona): void;
}) {
  const { group, onChoose } = props;
  const classes = useStyles();
  const titleId = useId();
  return (
    <section
      className={classes.group}
      aria-labelledby={group.title ? titleId : undefined}
    >
      {group.title && (
        <Typography id={titleId} component="h2" className={classes.groupTitle}>
          {group.title}
        </Typography>
      )}
      <ul className={classes.cards}>
        {group.personas.map(persona => (
          <li key={persona.id}>
            <ButtonBase
              className={classes.card}
              onClick={() => onChoose(persona)}
            >
              <span aria-hidden className={classes.initials}>
                {initialsOf(persona.name)}
              </span>
              <span>
                <Typography
                  component="span"
                  display="block"
                  className={classes.role}
                >
                  {persona.role}
                </Typography>
                <Typography component="span" display="block" variant="body2">
                  {persona.name}
                </Typography>
                <Typography
                  component="span"
                  display="block"
                  variant="body2"
                  color="textSecondary"
                >
                  {persona.description}
                </Typography>
              </span>
            </ButtonBase>
          </li>
        ))}
      </ul>
    </section>
  );
}

function initialsOf(name: string): string {
  return name
    .split(' ')
    .map(word => word.charAt(0))
    .join('')
    .slice(0, 2);
}
