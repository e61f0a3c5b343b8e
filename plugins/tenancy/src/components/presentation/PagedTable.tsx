import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import ChevronLeftIcon from '@material-ui/icons/ChevronLeft';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import { ReactNode } from 'react';
import { CursorPages, PAGE_SIZE } from '../../paging/useCursorPages';
import { tenancyTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  scroller: { overflowX: 'auto' },
  head: { fontWeight: 600, whiteSpace: 'nowrap' },
  cell: { lineHeight: 1.5, verticalAlign: 'top' },
  stale: { opacity: 0.5 },
  pager: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1.5),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

export type Column<T> = {
  readonly title: string;
  readonly render: (item: T) => ReactNode;
};

/** A table of one page of a list, with a way to the page before and after. */
export function PagedTable<T>(props: {
  label: string;
  columns: readonly Column<T>[];
  pages: CursorPages<T>;
  rowKey: (item: T) => string;
}) {
  const { label, columns, pages, rowKey } = props;
  const classes = useStyles();
  return (
    <Paper variant="outlined">
      <TableContainer className={classes.scroller}>
        <Table aria-label={label} aria-busy={pages.loading} size="small">
          <TableHead>
            <TableRow>
              {columns.map(column => (
                <TableCell
                  key={column.title}
                  scope="col"
                  className={classes.head}
                >
                  {column.title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody className={pages.loading ? classes.stale : undefined}>
            {pages.page?.items.map(item => (
              <TableRow key={rowKey(item)}>
                {columns.map(column => (
                  <TableCell key={column.title} className={classes.cell}>
                    {column.render(item)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Pager pages={pages} />
    </Paper>
  );
}

function Pager(props: { pages: CursorPages<unknown> }) {
  const { pages } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  if (!pages.page || (pages.index === 0 && !pages.next)) {
    return null;
  }
  const from = pages.index * PAGE_SIZE + 1;
  return (
    <div className={classes.pager}>
      <span aria-live="polite">
        {!pages.loading &&
          t('pager.range', {
            from: String(from),
            to: String(from + pages.page.items.length - 1),
            total: String(pages.page.totalItems),
          })}
      </span>
      <IconButton
        size="small"
        aria-label={t('pager.previous')}
        disabled={!pages.previous || pages.loading}
        onClick={pages.previous}
      >
        <ChevronLeftIcon />
      </IconButton>
      <IconButton
        size="small"
        aria-label={t('pager.next')}
        disabled={!pages.next || pages.loading}
        onClick={pages.next}
      >
        <ChevronRightIcon />
      </IconButton>
    </div>
  );
}
