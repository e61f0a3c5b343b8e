import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ImportReport,
  ImportRow,
} from '@commonhold/plugin-feature-requests-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { rootRouteRef } from '../../routes';
import { featureRequestsTranslationRef } from '../../translation';
import { Pill, PillTone } from '../presentation/Pill';
import { Section } from '../presentation/Section';

const TONES: Readonly<Record<ImportRow['outcome'], PillTone>> = {
  create: 'accent',
  duplicate: 'warning',
  error: 'danger',
};

/** What became of each row, or would become of it. */
export function ImportReportTable(props: { report: ImportReport }) {
  const { report } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const root = useRouteRef(rootRouteRef)();
  const figures = [
    t(report.dryRun ? 'import.created' : 'import.createdDone', {
      count: report.created,
    }),
    t('import.duplicates', { number: String(report.duplicates) }),
    t('import.errors', { number: String(report.errors) }),
  ];
  return (
    <Section title={t(report.dryRun ? 'import.tried' : 'import.done')}>
      <Typography role="status" gutterBottom>
        {figures.join(' · ')}
      </Typography>
      <TableContainer>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell scope="col">{t('import.line')}</TableCell>
              <TableCell scope="col">{t('import.title')}</TableCell>
              <TableCell scope="col">{t('import.outcome')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {report.rows.map(row => (
              <TableRow key={row.line}>
                <TableCell>{row.line}</TableCell>
                <TableCell>
                  {row.requestId ? (
                    <Link to={`${root}/${row.requestId}`}>{row.title}</Link>
                  ) : (
                    row.title
                  )}
                </TableCell>
                <TableCell>
                  <Pill tone={TONES[row.outcome]}>
                    {!report.dryRun && row.outcome === 'create'
                      ? t('import.createDone')
                      : t(`import.${row.outcome}`)}
                  </Pill>{' '}
                  {row.message}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Section>
  );
}
