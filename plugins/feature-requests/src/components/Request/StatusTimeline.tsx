import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FeatureRequest,
  RequestStatus,
} from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import { useStatusView } from '../../board/BoardContext';
import { featureRequestsTranslationRef } from '../../translation';
import { RelativeTime } from '../presentation/RelativeTime';
import { Section } from '../presentation/Section';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.375, 0),
    color: theme.palette.text.secondary,
  },
  reached: { color: theme.palette.text.primary },
  current: { fontWeight: 600 },
  dot: {
    width: 10,
    height: 10,
    flex: 'none',
    borderRadius: '50%',
    border: `2px solid ${theme.palette.text.secondary}`,
  },
  time: { fontWeight: 400, fontSize: theme.typography.pxToRem(13) },
}));

/** The way a request goes when it is built. */
const WAY: readonly RequestStatus[] = [
  'new',
  'under-review',
  'planned',
  'in-progress',
  'shipped',
];

/** Where a request is on its way, or that it left it. */
export function StatusTimeline(props: { request: FeatureRequest }) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const statusView = useStatusView();
  const steps: readonly RequestStatus[] = WAY.includes(request.status)
    ? WAY
    : ['new', request.status];
  const at = steps.indexOf(request.status);
  return (
    <Section title={t('request.progress')}>
      <ol className={classes.list}>
        {steps.map((status, index) => {
          const { label, color } = statusView(status);
          const looks = [
            classes.step,
            index <= at && classes.reached,
            index === at && classes.current,
          ];
          return (
            <li
              key={status}
              className={looks.filter(Boolean).join(' ')}
              aria-current={index === at ? 'step' : undefined}
            >
              <span
                aria-hidden
                className={classes.dot}
                style={
                  index <= at
                    ? { background: color, borderColor: color }
                    : undefined
                }
              />
              {label}
              {index === at && (
                <span className={classes.time}>
                  <RelativeTime iso={request.statusAt ?? request.createdAt} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
