import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Viewing } from '@commonhold/plugin-tenancy-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import VisibilityIcon from '@material-ui/icons/VisibilityOutlined';
import { DateTime } from 'luxon';
import { useEffect, useRef } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { tenancyApiRef } from '../../api/TenancyApi';
import { tenancyTranslationRef } from '../../translation';
import { reloadPortal } from './reloadPortal';
import { useHomeAddress } from './useHomeAddress';
import { useViewing } from './useViewing';

/** Of the banner in one line. */
const HEIGHT = 44;

const useStyles = makeStyles(theme => ({
  // What it would cover moves up while it is there.
  '@global': {
    body: { paddingBottom: HEIGHT },
    '[class*="BackstageSidebar-drawer"]': { bottom: HEIGHT },
  },
  banner: {
    position: 'fixed',
    left: 0,
    right: 0,
    bottom: 0,
    zIndex: theme.zIndex.appBar + 200,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'center',
    gap: theme.spacing(0.5, 2),
    minHeight: HEIGHT,
    padding: theme.spacing(0.5, 2),
    color: '#1d1300',
    background: '#f5b942',
    fontSize: theme.typography.pxToRem(14),
    '@media print': { display: 'none' },
  },
  text: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  stop: { color: '#1d1300', borderColor: '#1d1300' },
}));

/**
 * Says on every screen that an operator looks at the portal as a member of a
 * tenant, and lets them stop.
 *
 * @public
 */
export function ViewAsBanner() {
  const viewing = useViewing();
  useReloadOnChange(viewing);
  return viewing ? <Banner viewing={viewing} /> : null;
}

function Banner(props: { viewing: Viewing }) {
  const { title, until } = props.viewing;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const home = useHomeAddress();
  const [{ loading, error }, stop] = useAsyncFn(async () => {
    await tenancyApi.stopViewing();
    reloadPortal(home);
  }, [tenancyApi, home]);
  return (
    <aside className={classes.banner} aria-label={t('viewAs.banner')}>
      <span className={classes.text}>
        <VisibilityIcon fontSize="small" />
        <span>
          {error
            ? t('viewAs.stopFailed')
            : t('viewAs.viewing', {
                title,
                until: DateTime.fromISO(until).toLocaleString(
                  DateTime.TIME_SIMPLE,
                ),
              })}
        </span>
      </span>
      <Button
        variant="outlined"
        size="small"
        className={classes.stop}
        disabled={loading}
        onClick={stop}
      >
        {t('viewAs.stop')}
      </Button>
    </aside>
  );
}

/** When it began or ended elsewhere, what the page shows is of other eyes. */
function useReloadOnChange(viewing: Viewing | null | undefined) {
  const home = useHomeAddress();
  const before = useRef<string | null>();
  const now = viewing ? viewing.id : viewing;
  useEffect(() => {
    if (before.current !== undefined && now !== before.current) {
      reloadPortal(home);
    }
    before.current = now;
  }, [now, home]);
}
