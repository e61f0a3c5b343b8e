import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import DownloadIcon from '@material-ui/icons/GetApp';
import { useId } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import {
  featureRequestsApiRef,
  RequestsQuery,
} from '../../api/FeatureRequestsApi';
import { boardSorts } from '../../board/boardQuery';
import { offered } from '../../board/offered';
import { saveFile } from '../../board/saveFile';
import { AddressChanges } from '../../board/useAddressFilters';
import { useTypedText } from '../../board/useTypedText';
import { featureRequestsTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    margin: theme.spacing(2, 0),
  },
  text: { flex: '1 1 240px', maxWidth: 460 },
  sort: { minWidth: 180 },
  total: { marginLeft: 'auto' },
}));

/** What to look for, in which order, and the way to take it along. */
export function BoardToolbar(props: {
  query: RequestsQuery;
  total: number | undefined;
  onChange(changes: AddressChanges): void;
}) {
  const { query, total, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const textId = useId();
  const sortId = useId();
  const [typed, setTyped] = useTypedText(query.text ?? '', text =>
    onChange({ text }),
  );
  const [exported, exportCsv] = useAsyncFn(
    async () => saveFile(await boardApi.exportCsv(query), 'requests.csv'),
    [boardApi, query],
  );
  const sorts = query.text
    ? (['relevance', ...boardSorts] as const)
    : boardSorts;
  return (
    <>
      <div className={classes.root} role="search">
        <TextField
          id={textId}
          className={classes.text}
          variant="outlined"
          size="small"
          type="search"
          label={t('board.search')}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <TextField
          id={sortId}
          className={classes.sort}
          variant="outlined"
          size="small"
          select
          SelectProps={{ native: true }}
          InputLabelProps={{ shrink: true }}
          label={t('board.sort')}
          value={query.sort ?? sorts[0]}
          onChange={event => onChange({ sort: event.target.value })}
        >
          {sorts.map(sort => (
            <option key={sort} value={sort}>
              {t(`sort.${sort}`)}
            </option>
          ))}
        </TextField>
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.total}
          aria-live="polite"
        >
          {total !== undefined && t('board.total', { count: total })}
        </Typography>
        {offered.export && (
          <Button
            size="small"
            startIcon={<DownloadIcon />}
            disabled={exported.loading || total === 0}
            onClick={exportCsv}
          >
            {t(exported.loading ? 'board.exporting' : 'board.export')}
          </Button>
        )}
      </div>
      {exported.error && <FailureMessage error={exported.error} />}
    </>
  );
}
