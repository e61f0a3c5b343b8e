import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container, Header } from '@backstage/ui';
import { FeatureRequest } from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { offered } from '../../board/offered';
import { Markdown } from '../../markdown/Markdown';
import { featureRequestsTranslationRef } from '../../translation';
import { Section } from '../presentation/Section';
import { Activity } from './Activity';
import { DemandSection } from './DemandSection';
import { DependenciesSection } from './DependenciesSection';
import { EditRequest } from './EditRequest';
import { HelpSection } from './HelpSection';
import { LinksSection } from './LinksSection';
import { OfficialResponseSection } from './OfficialResponseSection';
import { PlanSection } from './PlanSection';
import { RequestActions } from './RequestActions';
import { RequestFacts } from './RequestFacts';
import { RequestNotices } from './RequestNotices';
import { StatusTimeline } from './StatusTimeline';
import { VoteSection } from './VoteSection';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    gap: theme.spacing(2.5),
    alignItems: 'start',
    padding: theme.spacing(2, 0, 6),
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
  column: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    minWidth: 0,
  },
}));

/** What a screen about one request hands to its parts. */
export type RequestPart = {
  readonly request: FeatureRequest;
  /** The request as the server answered after a change. */
  onChanged(request: FeatureRequest): void;
};

/** One request: what is asked for, by how many, and what became of it. */
export function RequestView(props: RequestPart & { onReload(): void }) {
  const { request, onChanged, onReload } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [editing, setEditing] = useState(false);
  const part: RequestPart = { request, onChanged };
  return (
    <>
      <Header
        title={request.title}
        customActions={
          <RequestActions
            {...part}
            onReload={onReload}
            onEdit={() => setEditing(true)}
          />
        }
      />
      <Container>
        <RequestFacts request={request} />
        <div className={classes.columns}>
          <div className={classes.column}>
            <RequestNotices {...part} />
            {editing ? (
              <EditRequest
                {...part}
                onReload={onReload}
                onClose={() => setEditing(false)}
              />
            ) : (
              <Section title={t('request.description')}>
                {request.description ? (
                  <Markdown text={request.description} />
                ) : (
                  <Typography color="textSecondary">
                    {t('request.noDescription')}
                  </Typography>
                )}
              </Section>
            )}
            <OfficialResponseSection {...part} />
            <Activity {...part} />
          </div>
          <div className={classes.column}>
            <VoteSection {...part} />
            <StatusTimeline request={request} />
            <DemandSection request={request} />
            {offered.roadmap && <PlanSection {...part} />}
            {offered.dependencies && <DependenciesSection request={request} />}
            <LinksSection {...part} />
            <HelpSection {...part} />
          </div>
        </div>
      </Container>
    </>
  );
}
