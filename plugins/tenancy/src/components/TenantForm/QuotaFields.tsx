import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import DeleteIcon from '@material-ui/icons/DeleteOutlined';
import { tenancyTranslationRef } from '../../translation';
import { ResourceLimitDraft } from './tenantDraft';
import { FieldsProps } from './TenantForm';

const useStyles = makeStyles(theme => ({
  limits: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    paddingTop: theme.spacing(1),
  },
  subtitle: {
    fontWeight: 600,
    fontSize: theme.typography.pxToRem(14),
    margin: theme.spacing(2, 0, 1),
  },
  resource: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
  },
  component: { flex: '1 1 auto' },
  limit: { flex: '0 0 110px' },
}));

/** How much a tenant may use. An empty field is no limit. */
export function QuotaFields(props: FieldsProps) {
  const { draft, change, problemOf, touch } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  return (
    <>
      <div className={classes.limits}>
        {(['requestsPerMinute', 'concurrentOperations'] as const).map(field => (
          <TextField
            key={field}
            id={`tenant-${field}`}
            label={t(`overview.${field}`)}
            value={draft[field]}
            error={Boolean(problemOf(field))}
            helperText={problemOf(field) ?? t('form.limitHelp')}
            inputProps={{ inputMode: 'numeric' }}
            variant="outlined"
            size="small"
            onBlur={() => touch(field)}
            onChange={({ target }) => change({ [field]: target.value })}
          />
        ))}
      </div>
      <Typography component="h4" className={classes.subtitle}>
        {t('form.resources')}
      </Typography>
      <ResourceLimits
        limits={draft.resources}
        problem={problemOf('resources')}
        onChange={resources => change({ resources })}
        onBlur={() => touch('resources')}
      />
    </>
  );
}

function ResourceLimits(props: {
  limits: readonly ResourceLimitDraft[];
  problem: string | undefined;
  onChange(limits: readonly ResourceLimitDraft[]): void;
  onBlur(): void;
}) {
  const { limits, problem, onChange, onBlur } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const replace = (index: number, part: Partial<ResourceLimitDraft>) =>
    onChange(
      limits.map((limit, at) => (at === index ? { ...limit, ...part } : limit)),
    );
  return (
    <>
      {limits.map(({ component, limit }, index) => (
        // Rows have no other name than their place while one types.
        // eslint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.resource}>
          <TextField
            id={index === 0 ? 'tenant-resources' : `tenant-resources-${index}`}
            className={classes.component}
            label={t('form.component')}
            value={component}
            variant="outlined"
            size="small"
            error={Boolean(problem) && component.trim() === ''}
            onBlur={onBlur}
            onChange={({ target }) =>
              replace(index, { component: target.value })
            }
          />
          <TextField
            id={`tenant-resource-limit-${index}`}
            className={classes.limit}
            label={t('form.atMost')}
            value={limit}
            inputProps={{ inputMode: 'numeric' }}
            variant="outlined"
            size="small"
            onBlur={onBlur}
            onChange={({ target }) => replace(index, { limit: target.value })}
          />
          <IconButton
            aria-label={t('form.removeResource', { component })}
            onClick={() => onChange(limits.filter((_, at) => at !== index))}
          >
            <DeleteIcon />
          </IconButton>
        </div>
      ))}
      {problem && <FormHelperText error>{problem}</FormHelperText>}
      <Button
        size="small"
        variant="outlined"
        onClick={() => onChange([...limits, { component: '', limit: '' }])}
      >
        {t('form.addResource')}
      </Button>
    </>
  );
}
