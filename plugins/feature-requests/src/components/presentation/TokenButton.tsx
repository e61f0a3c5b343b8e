import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  token: {
    borderRadius: 999,
    border: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(0.25, 1.25),
    fontSize: theme.typography.pxToRem(13),
    lineHeight: 1.6,
    color: theme.palette.text.primary,
    background: theme.palette.background.paper,
    '&:hover': { borderColor: theme.palette.primary.main },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  pressed: {
    background: theme.palette.primary.main,
    borderColor: theme.palette.primary.main,
    color: theme.palette.getContrastText(theme.palette.primary.main),
  },
}));

/** A choice that is on or off. */
export function TokenButton(props: {
  pressed: boolean;
  disabled?: boolean;
  onPress(): void;
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <ButtonBase
      className={`${classes.token} ${props.pressed ? classes.pressed : ''}`}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={props.onPress}
    >
      {props.children}
    </ButtonBase>
  );
}
