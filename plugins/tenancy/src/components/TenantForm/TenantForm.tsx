import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FormEvent, useEffect, useId, useState } from 'react';
import { fieldOf } from '../../api/failures';
import { tenancyTranslationRef } from '../../translation';
import { FailureMessage } from '../presentation/FailureMessage';
import { useCause } from '../presentation/FailureNotice';
import { Section } from '../presentation/Section';
import { AboutFields } from './AboutFields';
import { EntitlementFields } from './EntitlementFields';
import { OwnershipFields } from './OwnershipFields';
import { QuotaFields } from './QuotaFields';
import {
  DraftField,
  DraftProblem,
  DraftProblems,
  problemsOf,
  TenantDraft,
} from './tenantDraft';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'grid',
    gap: theme.spacing(2),
    maxWidth: 820,
    padding: theme.spacing(2, 0, 8),
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5) },
}));

/** What a part of the form works on. */
export type FieldsProps = {
  readonly draft: TenantDraft;
  readonly change: (changes: Partial<TenantDraft>) => void;
  /** What is wrong with a field, in words, once it is time to say so. */
  readonly problemOf: (field: DraftField) => string | undefined;
  /** Leaving a field is when its problem may be told. */
  readonly touch: (field: DraftField) => void;
  readonly isNew: boolean;
};

/**
 * The form of a tenant, new or existing. Problems are told while one types;
 * what the backend finds wrong is told at the field it names.
 */
export function TenantForm(props: {
  draft: TenantDraft;
  change(changes: Partial<TenantDraft>): void;
  isNew: boolean;
  submitLabel: string;
  working: boolean;
  failure: Error | undefined;
  onSubmit(): void;
  onCancel(): void;
}) {
  const { draft, change, isNew, submitLabel, working, failure } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(tenancyTranslationRef);
  const [touched, setTouched] = useState<ReadonlySet<DraftField>>(new Set());
  const [tried, setTried] = useState(false);
  const refusal = useRefusal(draft, failure);
  const problems = problemsOf(draft);
  const inWords = useProblemInWords();
  const headId = useId();

  const problemOf = (field: DraftField) => {
    const problem = problems[field];
    if (problem && (tried || touched.has(field))) {
      return inWords(problem);
    }
    return refusal?.field === field ? refusal.message : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) {
      props.onSubmit();
    } else {
      focusFirstProblem(event.currentTarget, problems);
    }
  };
  const fields: FieldsProps = {
    draft,
    change,
    problemOf,
    isNew,
    touch: field => setTouched(current => new Set(current).add(field)),
  };
  return (
    <form
      className={classes.form}
      aria-labelledby={headId}
      noValidate
      onSubmit={submit}
    >
      <Typography id={headId} color="textSecondary">
        {t(isNew ? 'form.introNew' : 'form.introEdit')}
      </Typography>
      <Section title={t('overview.about')}>
        <AboutFields {...fields} />
      </Section>
      <Section title={t('form.owns')}>
        <OwnershipFields {...fields} />
      </Section>
      <Section title={t('overview.limits')}>
        <QuotaFields {...fields} />
      </Section>
      <Section title={t('overview.entitlements')}>
        <EntitlementFields {...fields} />
      </Section>
      {failure && !refusal && <FailureMessage error={failure} />}
      {(refusal || (tried && Object.keys(problems).length > 0)) && (
        <Typography role="alert" color="error">
          {t('form.lookAbove')}
        </Typography>
      )}
      <div className={classes.buttons}>
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={working}
        >
          {working ? t('form.working') : submitLabel}
        </Button>
        <Button onClick={props.onCancel} disabled={working}>
          {t('form.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** What the backend says of a field, until the field says something else. */
function useRefusal(draft: TenantDraft, failure: Error | undefined) {
  const name = failure && fieldOf(failure);
  const field = name && name in draft ? (name as DraftField) : undefined;
  const cause = useCause(failure ?? new Error());
  const [refused, setRefused] = useState<{ failure: Error; value: unknown }>();
  useEffect(() => {
    setRefused(failure && field ? { failure, value: draft[field] } : undefined);
    // The value as it was when the backend answered.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [failure]);
  return field &&
    refused?.failure === failure &&
    refused?.value === draft[field]
    ? { field, message: cause }
    : undefined;
}

function useProblemInWords(): (problem: DraftProblem) => string {
  const { t } = useTranslationRef(tenancyTranslationRef);
  return ({ code, value = '' }) => t(`form.problem.${code}`, { value });
}

function focusFirstProblem(form: EventTarget, problems: DraftProblems) {
  if (!(form instanceof HTMLFormElement)) {
    return;
  }
  const first = Array.from(form.elements).find(
    element => element.id.replace(/^tenant-/, '') in problems,
  );
  if (first instanceof HTMLElement) {
    first.focus();
  }
}
