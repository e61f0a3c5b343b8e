import { Link, useSidebarOpenState } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { tenancyApiRef } from '@commonhold/plugin-tenancy';
import { makeStyles } from '@material-ui/core/styles';
import useAsync from 'react-use/esm/useAsync';
import { CommonholdIcon, CommonholdLogo } from '../../brand/CommonholdLogo';
import { brand } from '../../theme/palette';
import { portalTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  head: {
    padding: theme.spacing(2.5, 0, 1),
    color: brand.mint,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
  },
  logo: {
    display: 'flex',
    alignItems: 'center',
    height: 32,
    paddingLeft: 24,
    color: 'inherit',
  },
  tenants: {
    display: 'block',
    height: 24,
    paddingLeft: 24,
    paddingRight: 8,
    marginTop: theme.spacing(1),
    fontSize: theme.typography.pxToRem(13),
    color: '#c5d3d0',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    '&:hover': { color: '#ffffff' },
  },
}));

/** The logo and, below it, in whose name one works here. */
export function SidebarHead() {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={classes.head}>
      <Link
        to="/"
        underline="none"
        className={classes.logo}
        aria-label={t('nav.home')}
      >
        {isOpen ? (
          <CommonholdLogo height={22} commonColor={brand.amber} />
        ) : (
          <CommonholdIcon height={24} commonColor={brand.amber} />
        )}
      </Link>
      <MyTenants visible={isOpen} />
    </div>
  );
}

function MyTenants(props: { visible: boolean }) {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  // Without an answer there is just nothing to show here; the page says why.
  const { value: me } = useAsync(() => tenancyApi.getMe(), [tenancyApi]);
  const tenants = (me?.tenants ?? []).map(({ title }) => title).join(', ');
  if (!props.visible || !tenants) {
    return <span className={classes.tenants} />;
  }
  return (
    <Link
      to="/my-tenant"
      underline="none"
      title={tenants}
      className={classes.tenants}
      aria-label={t('nav.tenants', { tenants })}
    >
      {tenants}
    </Link>
  );
}
