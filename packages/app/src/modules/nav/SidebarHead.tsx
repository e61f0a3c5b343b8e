import { Link, useSidebarOpenState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TenantSwitcher } from '@commonhold/plugin-tenancy';
import { makeStyles } from '@material-ui/core/styles';
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
      <div className={classes.tenants}>{isOpen && <TenantSwitcher />}</div>
    </div>
  );
}
