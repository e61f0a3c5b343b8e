import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton } from '@backstage/ui';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useId } from 'react';
import { causeOf } from '../../causeOf';
import { portalTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2.5, 3), minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    marginBottom: theme.spacing(1.5),
  },
  title: { fontSize: theme.typography.pxToRem(17), fontWeight: 600 },
  intro: { marginBottom: theme.spacing(2), maxWidth: '72ch' },
  empty: { maxWidth: '64ch' },
  retry: { marginTop: theme.spacing(1) },
}));

/** What `useAsyncRetry` tells of something that is loaded. */
export type Loading<T> = {
  readonly value?: T;
  readonly error?: Error;
  retry(): void;
};

/** A part of the home page that loads, fails and recovers by itself. */
export function HomeSection<T>(props: {
  title: string;
  intro?: string;
  loading: Loading<T>;
  isEmpty?: (value: T) => boolean;
  empty?: ReactNode;
  /** Where all of it is, if this is only the first of it. */
  seeAll?: string;
  children: (value: T) => ReactNode;
}) {
  const { title, intro, loading, isEmpty, empty, seeAll, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  const titleId = useId();
  const { value } = loading;
  const hasContent = value !== undefined && !isEmpty?.(value);

  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.root}
      aria-labelledby={titleId}
    >
      <div className={classes.head}>
        <Typography id={titleId} component="h2" className={classes.title}>
          {title}
        </Typography>
        {seeAll && hasContent && (
          <Link to={seeAll} aria-label={`${t('home.seeAll')}: ${title}`}>
            {t('home.seeAll')}
          </Link>
        )}
      </div>
      {intro && hasContent && (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.intro}
        >
          {intro}
        </Typography>
      )}
      <SectionContent
        loading={loading}
        isEmpty={isEmpty}
        empty={<div className={classes.empty}>{empty}</div>}
      >
        {children}
      </SectionContent>
    </Paper>
  );
}

function SectionContent<T>(props: {
  loading: Loading<T>;
  isEmpty?: (value: T) => boolean;
  empty: ReactNode;
  children: (value: T) => ReactNode;
}) {
  const { loading, isEmpty, empty, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  if (loading.error) {
    return (
      <div role="alert">
        <Typography>{t('home.failed')}</Typography>
        <Typography variant="body2" color="textSecondary">
          {causeOf(loading.error)}
        </Typography>
        <Button
          size="small"
          variant="outlined"
          className={classes.retry}
          onClick={loading.retry}
        >
          {t('home.retry')}
        </Button>
      </div>
    );
  }
  if (loading.value === undefined) {
    return (
      <Flex
        role="status"
        aria-label={t('home.loading')}
        direction="column"
        gap="3"
      >
        <Skeleton height={20} width="80%" />
        <Skeleton height={20} width="60%" />
        <Skeleton height={20} width="70%" />
      </Flex>
    );
  }
  return <>{isEmpty?.(loading.value) ? empty : children(loading.value)}</>;
}
