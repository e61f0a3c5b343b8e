import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { Count } from '../../catalog/tenantEntities';
import { tenancyTranslationRef } from '../../translation';
import { pillColors } from '../presentation/Pill';

const useStyles = makeStyles(theme => ({
  kinds: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  kind: {
    borderRadius: 999,
    padding: theme.spacing(0.5, 1.5),
    fontSize: theme.typography.pxToRem(14),
    border: `1px solid ${theme.palette.divider}`,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  selected: {
    ...pillColors(theme, 'accent'),
    borderColor: 'transparent',
    fontWeight: 600,
  },
  count: {
    marginLeft: theme.spacing(0.75),
    fontVariantNumeric: 'tabular-nums',
  },
}));

/** Chooses one kind of entry, or all of them. */
export function KindFilter(props: {
  kinds: readonly Count[];
  /** All where it is `null`. */
  selected: string | null;
  onSelect(kind: string | null): void;
}) {
  const { kinds, selected, onSelect } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const choices = [
    { value: null, label: t('entities.all'), count: total },
    ...kinds.map(({ value, count }) => ({ value, label: value, count })),
  ];
  return (
    <div
      role="group"
      aria-label={t('entities.kinds')}
      className={classes.kinds}
    >
      {choices.map(({ value, label, count }) => (
        <ButtonBase
          key={label}
          aria-pressed={value === selected}
          className={`${classes.kind} ${
            value === selected ? classes.selected : ''
          }`}
          onClick={() => onSelect(value)}
        >
          {label} <span className={classes.count}>{count}</span>
        </ButtonBase>
      ))}
    </div>
  );
}
