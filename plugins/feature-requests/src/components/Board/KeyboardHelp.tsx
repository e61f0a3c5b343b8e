import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import KeyboardIcon from '@material-ui/icons/Keyboard';
import { useId, useState } from 'react';
import { featureRequestsTranslationRef } from '../../translation';
import { ListKeys } from './useListKeys';

const useStyles = makeStyles(theme => ({
  panel: { padding: theme.spacing(2), maxWidth: 320 },
  keys: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(0.5, 1.5),
    margin: theme.spacing(0, 0, 1.5),
  },
  key: {
    fontFamily: 'monospace',
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 4,
    padding: theme.spacing(0, 0.75),
    justifySelf: 'start',
  },
  action: { margin: 0 },
  switch: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
}));

const KEYS = ['j', 'k', 'v', 'o'] as const;

/** Which keys work in the list, and the switch that turns them off. */
export function KeyboardHelp(props: { keys: ListKeys }) {
  const { keys } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const titleId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        size="small"
        startIcon={<KeyboardIcon />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('keys.title')}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        PaperProps={{ role: 'dialog', 'aria-labelledby': titleId }}
      >
        <div className={classes.panel}>
          <h2 id={titleId} hidden>
            {t('keys.title')}
          </h2>
          <dl className={classes.keys}>
            {KEYS.map(key => (
              // Names and explanations alternate in the grid.
              <KeyLine key={key} name={key} action={t(`keys.${key}`)} />
            ))}
          </dl>
          <label className={classes.switch}>
            <input
              type="checkbox"
              checked={keys.on}
              onChange={event => keys.setOn(event.target.checked)}
            />
            {t('keys.on')}
          </label>
        </div>
      </Popover>
    </>
  );
}

function KeyLine(props: { name: string; action: string }) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.key}>{props.name}</dt>
      <dd className={classes.action}>{props.action}</dd>
    </>
  );
}
