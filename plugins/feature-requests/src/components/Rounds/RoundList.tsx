import { Link, LinkButton } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useIsProductManager } from '../../board/BoardContext';
import { PAGE_SIZE, useMorePages } from '../../paging/useMorePages';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { RoundFacts } from './RoundFacts';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  intro: { maxWidth: '80ch', margin: theme.spacing(2, 0) },
  list: {
    listStyle: 'none',
    margin: theme.spacing(2, 0),
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
  },
  round: { padding: theme.spacing(2) },
  title: { fontSize: theme.typography.pxToRem(16), fontWeight: 600 },
}));

/** Voting rounds, the latest first. */
export function RoundList() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const root = useRouteRef(rootRouteRef)();
  const mayDraft = useIsProductManager();
  const pages = useMorePages('rounds', cursor =>
    boardApi.ask('listRounds', { query: { limit: PAGE_SIZE, cursor } }),
  );
  const draft = mayDraft && (
    <LinkButton variant="outlined" color="primary" to={`${root}/rounds/new`}>
      {t('rounds.new')}
    </LinkButton>
  );
  return (
    <Container className={classes.content}>
      <Typography className={classes.intro} color="textSecondary">
        {t('rounds.intro')}
      </Typography>
      {pages.error && (
        <FailureNotice
          title={t('failure.rounds')}
          error={pages.error}
          onRetry={pages.retry}
        />
      )}
      {!pages.error && !pages.items && (
        <RowsSkeleton label={t('page.loading')} rows={4} />
      )}
      {pages.items?.length === 0 && (
        <Notice title={t('rounds.emptyTitle')} action={draft}>
          <Typography>{t('rounds.empty')}</Typography>
        </Notice>
      )}
      {pages.items && pages.items.length > 0 && (
        <>
          {draft}
          <ul className={classes.list}>
            {pages.items.map(round => (
              <li key={round.id}>
                <Paper
                  variant="outlined"
                  component="article"
                  className={classes.round}
                >
                  <Typography component="h3" className={classes.title}>
                    <Link to={`${root}/rounds/${round.id}`}>{round.title}</Link>
                  </Typography>
                  <RoundFacts round={round} />
                </Paper>
              </li>
            ))}
          </ul>
        </>
      )}
      {pages.more && (
        <Button variant="outlined" onClick={pages.more}>
          {t('board.more')}
        </Button>
      )}
    </Container>
  );
}
