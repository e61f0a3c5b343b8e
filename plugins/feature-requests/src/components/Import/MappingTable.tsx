import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  ImportColumn,
  ImportField,
} from '@commonhold/plugin-feature-requests-common';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { useId } from 'react';
import { featureRequestsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: theme.spacing(2, 0, 0),
    padding: 0,
    display: 'grid',
    gap: theme.spacing(2),
  },
  column: {
    display: 'grid',
    gridTemplateColumns: 'minmax(200px, 280px) minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    alignItems: 'center',
    [theme.breakpoints.down('xs')]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  },
  samples: { overflowWrap: 'anywhere' },
}));

const FIELDS: readonly ImportField[] = [
  'title',
  'description',
  'author',
  'about',
  'category',
  'tags',
  'status',
  'createdAt',
  'votes',
  'voters',
  'link',
  'ignore',
];

/** Longest that is shown of what is in a column. */
const SAMPLE_LENGTH = 60;

/** What is in each column of a table. */
export function MappingTable(props: {
  columns: readonly ImportColumn[];
  mapping: Readonly<Record<string, ImportField>>;
  onChange(column: string, field: ImportField): void;
}) {
  const { columns, mapping, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const ids = useId();
  return (
    <ul className={classes.list}>
      {columns.map(({ name, samples }, index) => (
        <li key={name} className={classes.column}>
          <TextField
            id={`${ids}-${index}`}
            select
            SelectProps={{ native: true }}
            size="small"
            variant="outlined"
            label={t('import.fieldOf', { column: name })}
            value={mapping[name] ?? 'ignore'}
            onChange={event =>
              onChange(
                name,
                FIELDS.find(one => one === event.target.value) ?? 'ignore',
              )
            }
          >
            {FIELDS.map(field => (
              <option key={field} value={field}>
                {t(`import.field.${field}`)}
              </option>
            ))}
          </TextField>
          <Typography
            variant="body2"
            color="textSecondary"
            className={classes.samples}
          >
            {samples.length > 0 &&
              t('import.samples', {
                samples: samples
                  .slice(0, 3)
                  .map(sample => `“${sample.slice(0, SAMPLE_LENGTH)}”`)
                  .join(', '),
              })}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
