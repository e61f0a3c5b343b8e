import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { featureRequestsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  group: { border: 0, padding: 0, margin: theme.spacing(0, 0, 2), minWidth: 0 },
  title: {
    padding: 0,
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 600,
    color: theme.palette.text.secondary,
    marginBottom: theme.spacing(0.5),
  },
  option: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.375, 0),
    fontSize: theme.typography.pxToRem(14),
    cursor: 'pointer',
    minHeight: 28,
  },
  box: {
    width: 16,
    height: 16,
    margin: 0,
    flex: 'none',
    accentColor: theme.palette.primary.main,
  },
  label: { overflowWrap: 'anywhere', flex: 1 },
  count: { color: theme.palette.text.secondary },
}));

export type FacetOption = {
  readonly value: string;
  readonly label: string;
  readonly count: number;
};

/** Options of a group that show before *more* is pressed. */
const SHOWN = 6;

export function FacetGroup(props: {
  title: string;
  options: readonly FacetOption[];
  chosen: readonly string[];
  onToggle(value: string): void;
}) {
  const { title, options, chosen, onToggle } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [all, setAll] = useState(false);
  const shown = all
    ? options
    : options.filter(
        ({ value }, index) => index < SHOWN || chosen.includes(value),
      );
  return (
    <fieldset className={classes.group}>
      <legend className={classes.title}>{title}</legend>
      {shown.map(({ value, label, count }) => (
        <label key={value} className={classes.option}>
          <input
            type="checkbox"
            className={classes.box}
            checked={chosen.includes(value)}
            onChange={() => onToggle(value)}
          />
          <span className={classes.label}>{label}</span>
          <span className={classes.count}>{count}</span>
        </label>
      ))}
      {shown.length < options.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('filters.more', { number: String(options.length - shown.length) })}
        </Button>
      )}
    </fieldset>
  );
}
