import { makeStyles, Theme } from '@material-ui/core/styles';
import { ReactNode } from 'react';

export type PillTone = 'neutral' | 'accent' | 'warning' | 'danger';

/** Colours of a pill: text on background has a contrast of 4.5:1 or more. */
const TONES = {
  light: {
    neutral: { color: '#3d4a47', background: '#e9eeec' },
    accent: { color: '#0b5a53', background: '#d8f0eb' },
    warning: { color: '#7a4100', background: '#fdecd2' },
    danger: { color: '#96191f', background: '#fde4e4' },
  },
  dark: {
    neutral: { color: '#d5dfdc', background: '#2d3b38' },
    accent: { color: '#8fe0d1', background: '#123d37' },
    warning: { color: '#f6c77d', background: '#43300f' },
    danger: { color: '#fbb1b1', background: '#4a1b1c' },
  },
} as const;

export function pillColors(theme: Theme, tone: PillTone) {
  return TONES[theme.palette.type][tone];
}

const useStyles = makeStyles(theme => ({
  pill: {
    display: 'inline-flex',
    alignItems: 'center',
    borderRadius: 999,
    padding: theme.spacing(0.25, 1.25),
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 600,
    lineHeight: 1.6,
    whiteSpace: 'nowrap',
  },
  neutral: pillColors(theme, 'neutral'),
  accent: pillColors(theme, 'accent'),
  warning: pillColors(theme, 'warning'),
  danger: pillColors(theme, 'danger'),
}));

/** A short label, such as a role or a state. */
export function Pill(props: { tone?: PillTone; children: ReactNode }) {
  const { tone = 'neutral', children } = props;
  const classes = useStyles();
  return <span className={`${classes.pill} ${classes[tone]}`}>{children}</span>;
}
