import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/Check';
import ArrowUpIcon from '@material-ui/icons/KeyboardArrowUp';
import { featureRequestsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  button: {
    display: 'inline-flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 2,
    minWidth: 72,
    padding: theme.spacing(1),
    borderRadius: 8,
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 600,
    '&:hover': { borderColor: theme.palette.primary.main },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  wide: { flexDirection: 'row', minWidth: 120, gap: theme.spacing(0.5) },
  voted: {
    background: theme.palette.primary.main,
    borderColor: theme.palette.primary.main,
    color: theme.palette.getContrastText(theme.palette.primary.main),
  },
  disabled: { opacity: 0.6 },
}));

/** Votes, or takes the vote back. */
export function VoteButton(props: {
  title: string;
  voted: boolean;
  disabled?: boolean;
  wide?: boolean;
  onToggle(): void;
}) {
  const { title, voted, disabled, wide, onToggle } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const looks = [
    classes.button,
    wide && classes.wide,
    voted && classes.voted,
    disabled && classes.disabled,
  ];
  return (
    <ButtonBase
      className={looks.filter(Boolean).join(' ')}
      aria-pressed={voted}
      disabled={disabled}
      onClick={onToggle}
    >
      {voted ? (
        <CheckIcon fontSize="small" aria-hidden />
      ) : (
        <ArrowUpIcon fontSize="small" aria-hidden />
      )}
      <span>
        {t(voted ? 'vote.voted' : 'vote.vote')}
        <VisuallyHidden>{t('vote.forTitle', { title })}</VisuallyHidden>
      </span>
    </ButtonBase>
  );
}
