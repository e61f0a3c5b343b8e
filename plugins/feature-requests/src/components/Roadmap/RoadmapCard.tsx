import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { FeatureRequestSummary } from '@commonhold/plugin-feature-requests-common';
import { DraggableProvidedDragHandleProps } from '@hello-pangea/dnd';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import DragIcon from '@material-ui/icons/DragIndicator';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { DemandHeadline } from '../presentation/DemandHeadline';
import { InlineMeta } from '../presentation/InlineMeta';
import { Pill } from '../presentation/Pill';
import { StatusChip } from '../presentation/StatusChip';

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(1.25, 1.5),
    display: 'flex',
    gap: theme.spacing(0.5),
  },
  handle: {
    display: 'flex',
    alignItems: 'flex-start',
    color: theme.palette.text.secondary,
    borderRadius: 4,
    cursor: 'grab',
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
    },
  },
  content: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  title: { fontWeight: 600, marginBottom: theme.spacing(0.5) },
}));

/** A request on the roadmap. */
export function RoadmapCard(props: {
  request: FeatureRequestSummary;
  /** Of those who may move it. */
  handleProps: DraggableProvidedDragHandleProps | null;
}) {
  const { request, handleProps } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  return (
    <Paper variant="outlined" className={classes.card}>
      {handleProps && (
        <span
          {...handleProps}
          className={classes.handle}
          aria-label={t('roadmap.dragOf', { title: request.title })}
        >
          <DragIcon fontSize="small" />
        </span>
      )}
      <div className={classes.content}>
        <div className={classes.title}>
          <Link to={`${root}/${request.id}`}>{request.title}</Link>
        </div>
        <InlineMeta>
          <StatusChip status={request.status} />
          <DemandHeadline demand={request.demand} />
          {request.about?.title}
          {request.plan?.iteration &&
            t('plan.iteration', { number: String(request.plan.iteration) })}
          {request.wantsHelp && <Pill tone="accent">{t('help.pill')}</Pill>}
        </InlineMeta>
      </div>
    </Paper>
  );
}
