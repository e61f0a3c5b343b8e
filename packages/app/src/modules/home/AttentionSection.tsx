import { Link } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef, EntityRefLinks } from '@backstage/plugin-catalog-react';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { tenancyApiRef } from '@commonhold/plugin-tenancy';
import {
  MeResponse,
  TenantSourceStatus,
} from '@commonhold/plugin-tenancy-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import { ReactNode } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { portalTranslationRef } from '../../translation';
import { AttentionItem, findAttention } from './attention';
import { HomeSection } from './HomeSection';

const useStyles = makeStyles(theme => ({
  items: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
  },
  item: { display: 'flex', gap: theme.spacing(1.5), minWidth: 0 },
  urgent: { color: theme.palette.status.error },
  quiet: { color: theme.palette.primary.main },
  clear: {
    display: 'flex',
    gap: theme.spacing(1.5),
    color: theme.palette.text.secondary,
  },
  detail: { overflowWrap: 'anywhere' },
}));

/** What the visitor should look at next. */
export function AttentionSection(props: { me: MeResponse }) {
  const { me } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const tenancyApi = useApi(tenancyApiRef);
  const catalogApi = useApi(catalogApiRef);
  const notificationsApi = useApi(notificationsApiRef);
  const attention = useAsyncRetry(
    () => findAttention({ me, tenancyApi, catalogApi, notificationsApi }),
    [me, tenancyApi, catalogApi, notificationsApi],
  );
  return (
    <HomeSection
      title={t('attention.title')}
      loading={attention}
      isEmpty={items => items.length === 0}
      empty={
        <div className={classes.clear}>
          <CheckIcon />
          <Typography>{t('attention.allClear')}</Typography>
        </div>
      }
    >
      {items => (
        <ul className={classes.items}>
          {items.map((item, index) => (
            <Item key={index} item={item} />
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function Item(props: { item: AttentionItem }) {
  const { item } = props;
  const { t } = useTranslationRef(portalTranslationRef);
  switch (item.type) {
    case 'no-tenant':
      return (
        <Row
          detail={<Link to="/my-tenant">{t('attention.noTenantHint')}</Link>}
        >
          {t('attention.noTenant')}
        </Row>
      );
    case 'unread':
      return (
        <Row>
          <Link to="/notifications">
            {t('attention.unread', { count: item.count })}
          </Link>
        </Row>
      );
    case 'refused':
      return (
        <Row urgent>
          <Link
            to={`/my-tenant/refused?${new URLSearchParams({
              tenant: item.tenant.id,
            })}`}
          >
            {t('attention.refused', {
              count: item.count,
              tenant: item.tenant.title,
            })}
          </Link>
        </Row>
      );
    case 'source':
      return <SourceRow source={item.source} />;
    case 'unassigned':
      return (
        <Row detail={<EntityRefLinks entityRefs={[...item.first]} hideIcons />}>
          <Link to="/tenants/-/unassigned">
            {t('attention.unassigned', { count: item.count })}
          </Link>
        </Row>
      );
    default:
      throw new TypeError(`Unknown item ${JSON.stringify(item)}`);
  }
}

function SourceRow(props: { source: TenantSourceStatus }) {
  const { state, file, line, message } = props.source;
  const { t } = useTranslationRef(portalTranslationRef);
  if (state === 'waiting') {
    return <Row detail={message}>{t('attention.waitingSource', { file })}</Row>;
  }
  return (
    <Row
      urgent
      detail={
        <>
          <div>{message}</div>
          <div>{t('attention.stillHolds')}</div>
        </>
      }
    >
      {line === null
        ? t('attention.failingSource', { file })
        : t('attention.failingSourceAt', { file, line: String(line) })}
    </Row>
  );
}

function Row(props: {
  urgent?: boolean;
  detail?: ReactNode;
  children: ReactNode;
}) {
  const { urgent, detail, children } = props;
  const classes = useStyles();
  return (
    <li className={classes.item}>
      {urgent ? (
        <ErrorIcon className={classes.urgent} />
      ) : (
        <InfoIcon className={classes.quiet} />
      )}
      <div className={classes.detail}>
        <Typography component="div">{children}</Typography>
        {detail && (
          <Typography component="div" variant="body2" color="textSecondary">
            {detail}
          </Typography>
        )}
      </div>
    </li>
  );
}
