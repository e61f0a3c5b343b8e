import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RoadmapColumn } from '@commonhold/plugin-feature-requests-common';
import { Draggable, Droppable } from '@hello-pangea/dnd';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { featureRequestsTranslationRef } from '../../translation';
import { RoadmapCard } from './RoadmapCard';

const useStyles = makeStyles(theme => ({
  column: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    padding: theme.spacing(1.5),
    minWidth: 0,
  },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(1),
  },
  title: { fontSize: theme.typography.pxToRem(16), fontWeight: 600 },
  cards: { minHeight: 64, paddingTop: theme.spacing(1) },
  over: { background: theme.palette.action.hover, borderRadius: 6 },
  slot: { marginBottom: theme.spacing(1) },
}));

/** What is planned for one time, in the order in which it is to be done. */
export function RoadmapColumnView(props: {
  column: RoadmapColumn;
  mayPlan: boolean;
  onAdd(): void;
}) {
  const { column, mayPlan, onAdd } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const titleId = useId();
  return (
    <section className={classes.column} aria-labelledby={titleId}>
      <div className={classes.head}>
        <Typography id={titleId} component="h3" className={classes.title}>
          {column.title}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('roadmap.total', { count: column.total })}
        </Typography>
      </div>
      <Droppable droppableId={column.id} isDropDisabled={!mayPlan}>
        {(drop, { isDraggingOver }) => (
          <div
            ref={drop.innerRef}
            {...drop.droppableProps}
            className={`${classes.cards} ${isDraggingOver ? classes.over : ''}`}
          >
            {column.items.map((request, index) => (
              <Draggable
                key={request.id}
                draggableId={request.id}
                index={index}
                isDragDisabled={!mayPlan}
              >
                {drag => (
                  <div
                    ref={drag.innerRef}
                    {...drag.draggableProps}
                    className={classes.slot}
                  >
                    <RoadmapCard
                      request={request}
                      handleProps={mayPlan ? drag.dragHandleProps : null}
                    />
                  </div>
                )}
              </Draggable>
            ))}
            {drop.placeholder}
            {column.items.length === 0 && !isDraggingOver && (
              <Typography variant="body2" color="textSecondary">
                {t('roadmap.empty')}
              </Typography>
            )}
          </div>
        )}
      </Droppable>
      {column.total > column.items.length && (
        <Typography variant="body2" color="textSecondary">
          {t('roadmap.more', { number: String(column.items.length) })}
        </Typography>
      )}
      {mayPlan && (
        <Button
          size="small"
          aria-label={t('roadmap.addTo', { column: column.title })}
          onClick={onAdd}
        >
          {t('roadmap.add')}
        </Button>
      )}
    </section>
  );
}
