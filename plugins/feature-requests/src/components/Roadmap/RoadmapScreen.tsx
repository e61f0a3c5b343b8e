import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import { Roadmap } from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId, useMemo } from 'react';
import { parseBoardQuery } from '../../board/boardQuery';
import { useAddressFilters } from '../../board/useAddressFilters';
import { useTypedText } from '../../board/useTypedText';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { BoardHeader } from '../Board/BoardHeader';
import { FailureMessage } from '../presentation/FailureMessage';
import { FailureNotice } from '../presentation/FailureNotice';
import { Notice } from '../presentation/Notice';
import { RowsSkeleton } from '../presentation/RowsSkeleton';
import { TokenButton } from '../presentation/TokenButton';
import { RoadmapColumns } from './RoadmapColumns';
import { RoadmapWarnings } from './RoadmapWarnings';
import { useRoadmap } from './useRoadmap';

const useStyles = makeStyles(theme => ({
  content: { paddingBottom: theme.spacing(6) },
  toolbar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0),
  },
  text: { flex: '1 1 220px', maxWidth: 360 },
  by: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75),
    border: 0,
    padding: 0,
    margin: 0,
  },
}));

const BY: readonly Roadmap['by'][] = ['horizon', 'increment'];

/** What is planned: for those who wait for it, and for those who plan it. */
export function RoadmapScreen() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const textId = useId();
  const root = useRouteRef(rootRouteRef)();
  const [address, setFilters] = useAddressFilters();
  const query = useMemo(() => parseBoardQuery(address), [address]);
  const by = BY.find(one => one === address.get('by')) ?? 'horizon';
  const [typed, setTyped] = useTypedText(query.text ?? '', text =>
    setFilters({ text }),
  );
  const { roadmap, error, reload, move, moveError } = useRoadmap(by, query);
  const nothing = roadmap?.columns.every(({ total }) => total === 0);

  return (
    <>
      <BoardHeader tab="roadmap" />
      <Container className={classes.content}>
        <div className={classes.toolbar}>
          <TextField
            id={textId}
            className={classes.text}
            variant="outlined"
            size="small"
            type="search"
            label={t('roadmap.search')}
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
          <fieldset className={classes.by} aria-label={t('roadmap.by')}>
            {BY.map(one => (
              <TokenButton
                key={one}
                pressed={one === by}
                onPress={() =>
                  setFilters({ by: one === 'horizon' ? null : one })
                }
              >
                {t(`roadmap.${one}`)}
              </TokenButton>
            ))}
          </fieldset>
        </div>
        {error && (
          <FailureNotice
            title={t('failure.roadmap')}
            error={error}
            onRetry={reload}
          />
        )}
        {!error && !roadmap && (
          <RowsSkeleton label={t('page.loading')} rows={8} />
        )}
        {moveError && (
          <>
            <FailureMessage error={moveError} />
            <Typography variant="body2">{t('failure.move')}</Typography>
          </>
        )}
        {roadmap && nothing && !roadmap.mayPlan && (
          <Notice
            title={t('roadmap.emptyTitle')}
            action={
              <LinkButton variant="outlined" color="primary" to={root}>
                {t('roadmap.toBoard')}
              </LinkButton>
            }
          >
            <Typography>{t('roadmap.emptyDescription')}</Typography>
          </Notice>
        )}
        {roadmap && (!nothing || roadmap.mayPlan) && (
          <>
            <RoadmapWarnings roadmap={roadmap} />
            <RoadmapColumns roadmap={roadmap} onMove={move} />
          </>
        )}
      </Container>
    </>
  );
}
