import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequestSummary,
  Roadmap,
} from '@commonhold/plugin-feature-requests-common';
import { DragDropContext, DropResult } from '@hello-pangea/dnd';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { featureRequestsTranslationRef } from '../../translation';
import { LiveAnnouncer } from '../presentation/LiveAnnouncer';
import { AddDialog } from './AddDialog';
import { findCard, RoadmapPlace } from './moveCard';
import { RoadmapColumnView } from './RoadmapColumnView';

const useStyles = makeStyles(theme => ({
  columns: {
    display: 'grid',
    gridAutoFlow: 'column',
    gridAutoColumns: 'minmax(260px, 1fr)',
    gap: theme.spacing(2),
    alignItems: 'start',
    overflowX: 'auto',
    padding: theme.spacing(0.5, 0.5, 2),
    margin: theme.spacing(1, -0.5, 0),
    [theme.breakpoints.down('xs')]: {
      gridAutoFlow: 'row',
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
}));

/** The columns, and the cards that may be moved between them. */
export function RoadmapColumns(props: {
  roadmap: Roadmap;
  onMove(request: FeatureRequestSummary, to: RoadmapPlace): void;
}) {
  const { roadmap, onMove } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [announced, setAnnounced] = useState('');
  const [addingTo, setAddingTo] = useState<string>();

  const move = (request: FeatureRequestSummary, to: RoadmapPlace) => {
    const column =
      roadmap.columns.find(({ id }) => id === to.column)?.title ?? to.column;
    setAnnounced(t('roadmap.moved', { title: request.title, column }));
    onMove(request, to);
  };
  const onDragEnd = ({ draggableId, source, destination }: DropResult) => {
    const request = findCard(roadmap, draggableId);
    const stays =
      destination?.droppableId === source.droppableId &&
      destination.index === source.index;
    if (request && destination && !stays) {
      move(request, {
        column: destination.droppableId,
        row: destination.index,
      });
    }
  };
  return (
    <>
      {roadmap.mayPlan && (
        <Typography variant="body2" color="textSecondary">
          {t('roadmap.hint')}
        </Typography>
      )}
      <DragDropContext
        onDragEnd={onDragEnd}
        dragHandleUsageInstructions={t('roadmap.hint')}
      >
        <div className={classes.columns}>
          {roadmap.columns.map(column => (
            <RoadmapColumnView
              key={column.id}
              column={column}
              mayPlan={roadmap.mayPlan}
              onAdd={() => setAddingTo(column.id)}
            />
          ))}
        </div>
      </DragDropContext>
      {addingTo !== undefined && (
        <AddDialog
          roadmap={roadmap}
          columnId={addingTo}
          onClose={() => setAddingTo(undefined)}
          onAdd={request => {
            const column = roadmap.columns.find(({ id }) => id === addingTo);
            setAddingTo(undefined);
            move(request, {
              column: addingTo,
              row: column?.items.length ?? 0,
            });
          }}
        />
      )}
      <LiveAnnouncer message={announced} />
    </>
  );
}
