import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HomePageRequests } from '@commonhold/plugin-feature-requests';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { portalTranslationRef } from '../../translation';
import { AttentionSection } from './AttentionSection';
import { DocsSection } from './DocsSection';
import { HomeSection } from './HomeSection';
import { OrderSection } from './OrderSection';
import { OwnedSection } from './OwnedSection';
import { SourcesSection } from './SourcesSection';
import { TenantsSection } from './TenantsSection';
import { useVisitor, Visitor } from './useVisitor';

const useStyles = makeStyles(theme => ({
  page: {
    padding: theme.spacing(4, 3, 6),
    maxWidth: 1360,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(3, 2, 6) },
  },
  greeting: { marginBottom: theme.spacing(0.5) },
  columns: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    marginTop: theme.spacing(3),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
}));

/** What somebody in this role needs next. */
export function HomePage() {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const visitor = useVisitor();
  return (
    <main className={classes.page}>
      {visitor.value ? (
        <HomeOf visitor={visitor.value} />
      ) : (
        <HomeSection title={t('home.title')} loading={visitor}>
          {() => null}
        </HomeSection>
      )}
    </main>
  );
}

function HomeOf(props: { visitor: Visitor }) {
  const { firstName, ownerRefs, me } = props.visitor;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const seesAll = me.operator || me.auditor;
  return (
    <>
      <Typography variant="h2" component="h1" className={classes.greeting}>
        {t(`home.${partOfDay(new Date())}`, { name: firstName })}
      </Typography>
      <Typography color="textSecondary">
        <Standing visitor={props.visitor} />
      </Typography>
      <div className={classes.columns}>
        <div className={classes.column}>
          <AttentionSection me={me} />
          {(seesAll || me.tenants.length > 0) && <TenantsSection me={me} />}
          <HomePageRequests />
          {!me.auditor && <OrderSection />}
        </div>
        <div className={classes.column}>
          {seesAll && <SourcesSection />}
          {!me.auditor && <OwnedSection ownerRefs={ownerRefs} />}
          <DocsSection ownerRefs={ownerRefs} />
        </div>
      </div>
    </>
  );
}

/** The visitor's roles in a sentence. */
function Standing(props: { visitor: Visitor }) {
  const { me } = props.visitor;
  const { t } = useTranslationRef(portalTranslationRef);
  const titlesOf = (role: 'admin' | 'member') =>
    me.tenants
      .filter(tenant => tenant.role === role)
      .map(({ title }) => title)
      .join(', ');
  const admin = titlesOf('admin');
  const member = titlesOf('member');
  const roles = [
    me.operator && t('home.role.operator'),
    me.auditor && t('home.role.auditor'),
    admin && t('home.role.admin', { tenants: admin }),
    member && t('home.role.member', { tenants: member }),
  ].filter(Boolean);
  return <>{roles.length > 0 ? roles.join(' · ') : t('home.role.none')}</>;
}

function partOfDay(now: Date): 'goodMorning' | 'goodAfternoon' | 'goodEvening' {
  const hour = now.getHours();
  if (hour < 12) {
    return 'goodMorning';
  }
  return hour < 18 ? 'goodAfternoon' : 'goodEvening';
}
