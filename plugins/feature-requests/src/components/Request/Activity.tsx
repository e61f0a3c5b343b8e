import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { useAddressFilters } from '../../board/useAddressFilters';
import { featureRequestsTranslationRef } from '../../translation';
import { TokenButton } from '../presentation/TokenButton';
import { Comments } from './Comments';
import { History } from './History';
import { RequestPart } from './RequestView';

const useStyles = makeStyles(theme => ({
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.75),
    marginTop: theme.spacing(1),
  },
}));

const VIEWS = ['comments', 'notes', 'history'] as const;

/** What is said and what happened; which of it is kept in the address. */
export function Activity(props: RequestPart) {
  const { request } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [address, setAddress] = useAddressFilters();
  const offered = VIEWS.filter(view => view !== 'notes' || request.may.manage);
  const view =
    offered.find(one => one === address.get('activity')) ?? 'comments';
  return (
    <>
      <div className={classes.choices}>
        {offered.map(one => (
          <TokenButton
            key={one}
            pressed={one === view}
            onPress={() =>
              setAddress({ activity: one === 'comments' ? null : one })
            }
          >
            {one === 'comments'
              ? t('comments.count', { count: request.comments })
              : t(`activity.${one}`)}
          </TokenButton>
        ))}
      </div>
      {view === 'history' ? (
        <History request={request} />
      ) : (
        <Comments key={view} {...props} internal={view === 'notes'} />
      )}
    </>
  );
}
