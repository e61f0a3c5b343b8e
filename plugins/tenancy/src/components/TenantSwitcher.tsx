import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ButtonBase from '@material-ui/core/ButtonBase';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { tenancyTranslationRef } from '../translation';
import { useCurrentTenant } from './Tenant/useCurrentTenant';
import { useMe } from './Tenant/useMe';

const useStyles = makeStyles(theme => ({
  label: {
    display: 'inline-block',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: 'inherit',
    font: 'inherit',
  },
  button: {
    maxWidth: '100%',
    font: 'inherit',
    color: 'inherit',
    borderRadius: theme.shape.borderRadius,
    '&:focus-visible': { outline: '2px solid currentColor' },
  },
}));

/**
 * The tenant that one works in, as a link to it. People in several choose one
 * here: the portal remembers which. For sidebars; empty for people without a
 * tenant.
 *
 * @public
 */
export function TenantSwitcher() {
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const navigate = useNavigate();
  // Without an answer there is just nothing to show here; the page says why.
  const { value: me } = useMe();
  const { current, choose } = useCurrentTenant(me);
  const [anchor, setAnchor] = useState<Element | null>(null);
  if (!me || !current) {
    return null;
  }
  if (me.tenants.length === 1) {
    return (
      <Link
        to={root}
        underline="none"
        className={classes.label}
        title={current.title}
        aria-label={t('switcher.only', { tenant: current.title })}
      >
        {current.title}
      </Link>
    );
  }
  return (
    <>
      <ButtonBase
        className={classes.button}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={t('switcher.several', { tenant: current.title })}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <span className={classes.label}>{current.title}</span>
        <ArrowDropDownIcon fontSize="small" />
      </ButtonBase>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {me.tenants.map(({ id, title }) => (
          <MenuItem
            key={id}
            selected={id === current.id}
            onClick={() => {
              setAnchor(null);
              choose(id);
              navigate(root);
            }}
          >
            {title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
