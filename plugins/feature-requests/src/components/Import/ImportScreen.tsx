import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Container } from '@backstage/ui';
import {
  ImportField,
  ImportPreview,
  ImportReport,
  RequestVisibility,
} from '@commonhold/plugin-feature-requests-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { ChangeEvent, useId, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { featureRequestsApiRef } from '../../api/FeatureRequestsApi';
import { useBoard } from '../../board/BoardContext';
import { featureRequestsTranslationRef } from '../../translation';
import { BoardHeader } from '../Board/BoardHeader';
import { VisibilityField } from '../fields/VisibilityField';
import { FailureMessage } from '../presentation/FailureMessage';
import { ProductManagersOnly } from '../presentation/ProductManagersOnly';
import { Section } from '../presentation/Section';
import { ImportReportTable } from './ImportReportTable';
import { MappingTable } from './MappingTable';

const useStyles = makeStyles(theme => ({
  content: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0, 6),
  },
  source: {
    display: 'grid',
    gap: theme.spacing(2),
    justifyItems: 'start',
  },
  wide: { width: '100%' },
  skip: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5) },
}));

/** What the API takes at once. */
const LONGEST_CSV = 5_000_000;

/** Brings along the table that people have kept their wishes in so far. */
export function ImportScreen() {
  return (
    <>
      <BoardHeader tab="import" />
      <ProductManagersOnly>
        <Import />
      </ProductManagersOnly>
    </>
  );
}

function Import() {
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const { me } = useBoard();
  const ids = useId();
  const [csv, setCsv] = useState('');
  const [preview, setPreview] = useState<ImportPreview>();
  const [mapping, setMapping] = useState<Record<string, ImportField>>({});
  const [visibility, setVisibility] = useState<RequestVisibility>('shared');
  const [skipDuplicates, setSkipDuplicates] = useState(true);
  const [report, setReport] = useState<ImportReport>();

  const [reading, read] = useAsyncFn(async () => {
    const found = await boardApi.ask('previewImport', { body: { csv } });
    setPreview(found);
    setMapping(
      Object.fromEntries(
        found.columns.map(({ name, suggested }) => [
          name,
          suggested ?? 'ignore',
        ]),
      ),
    );
    setReport(undefined);
  }, [boardApi, csv]);
  const [running, run] = useAsyncFn(
    async (dryRun: boolean) =>
      setReport(
        await boardApi.ask('importRequests', {
          body: {
            csv,
            dryRun,
            visibility,
            skipDuplicates,
            mapping: Object.entries(mapping).map(([column, field]) => ({
              column,
              field,
            })),
          },
        }),
      ),
    [boardApi, csv, mapping, visibility, skipDuplicates],
  );
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) {
      setCsv(await file.text());
    }
  };
  // What was tried is no longer what would be done.
  const change = (apply: () => void) => {
    apply();
    setReport(undefined);
  };
  const hasTitle = Object.values(mapping).includes('title');
  const done = report !== undefined && !report.dryRun;

  return (
    <Container>
      <div className={classes.content}>
        <Typography color="textSecondary">{t('import.intro')}</Typography>
        {!preview && (
          <div className={classes.source}>
            <Button variant="outlined" component="label">
              {t('import.choose')}
              <input
                type="file"
                accept=".csv,text/csv,text/plain"
                hidden
                onChange={open}
              />
            </Button>
            <TextField
              id={`${ids}-csv`}
              className={classes.wide}
              label={t('import.paste')}
              value={csv}
              multiline
              minRows={6}
              maxRows={14}
              variant="outlined"
              inputProps={{ maxLength: LONGEST_CSV }}
              onChange={event => setCsv(event.target.value)}
            />
            {reading.error && <FailureMessage error={reading.error} />}
            <Button
              variant="contained"
              color="primary"
              disabled={csv.trim() === '' || reading.loading}
              onClick={read}
            >
              {t(reading.loading ? 'form.working' : 'import.read')}
            </Button>
          </div>
        )}
        {preview && !done && (
          <>
            <Section title={t('import.mapping')}>
              <Typography variant="body2" color="textSecondary">
                {t('import.rows', { count: preview.rows })}
              </Typography>
              <MappingTable
                columns={preview.columns}
                mapping={mapping}
                onChange={(column, field) =>
                  change(() => setMapping({ ...mapping, [column]: field }))
                }
              />
              {!hasTitle && (
                <Typography role="alert">{t('import.needsTitle')}</Typography>
              )}
            </Section>
            <VisibilityField
              value={visibility}
              tenant={me.tenants[0] ?? ''}
              onChange={chosen => change(() => setVisibility(chosen))}
            />
            <label className={classes.skip}>
              <input
                type="checkbox"
                checked={skipDuplicates}
                onChange={event =>
                  change(() => setSkipDuplicates(event.target.checked))
                }
              />
              {t('import.skip')}
            </label>
          </>
        )}
        {running.error && <FailureMessage error={running.error} />}
        {report && <ImportReportTable report={report} />}
        {preview && (
          <div className={classes.actions}>
            {!report && (
              <Button
                variant="contained"
                color="primary"
                disabled={!hasTitle || running.loading}
                onClick={() => run(true)}
              >
                {t(running.loading ? 'form.working' : 'import.try')}
              </Button>
            )}
            {report?.dryRun && (
              <Button
                variant="contained"
                color="primary"
                disabled={report.created === 0 || running.loading}
                onClick={() => run(false)}
              >
                {running.loading
                  ? t('form.working')
                  : t('import.file', { count: report.created })}
              </Button>
            )}
            <Button
              onClick={() => {
                setPreview(undefined);
                setReport(undefined);
                if (done) {
                  setCsv('');
                }
              }}
            >
              {t('import.again')}
            </Button>
          </div>
        )}
      </div>
    </Container>
  );
}
