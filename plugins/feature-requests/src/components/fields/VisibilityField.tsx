import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { RequestVisibility } from '@commonhold/plugin-feature-requests-common';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { tenantTitle } from '../../catalog/refTitle';
import { featureRequestsTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  label: { fontSize: theme.typography.pxToRem(14), fontWeight: 600 },
}));

/** Who may see a request. */
export function VisibilityField(props: {
  value: RequestVisibility;
  tenant: string;
  onChange(visibility: RequestVisibility): void;
}) {
  const { value, tenant, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const labelId = useId();
  if (!tenant) {
    return null;
  }
  return (
    <div>
      <span id={labelId} className={classes.label}>
        {t('visibility.title')}
      </span>
      <RadioGroup
        aria-labelledby={labelId}
        value={value}
        onChange={(_, chosen) =>
          onChange(chosen === 'tenant' ? 'tenant' : 'shared')
        }
      >
        <FormControlLabel
          value="shared"
          control={<Radio color="primary" size="small" />}
          label={t('visibility.shared')}
        />
        <FormControlLabel
          value="tenant"
          control={<Radio color="primary" size="small" />}
          label={t('visibility.tenant', { tenant: tenantTitle(tenant) })}
        />
      </RadioGroup>
    </div>
  );
}
