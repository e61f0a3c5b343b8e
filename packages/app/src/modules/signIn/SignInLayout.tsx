import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { CommonholdLogo } from '../../brand/CommonholdLogo';
import { brand } from '../../theme/palette';
import { portalTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    display: 'grid',
    gridTemplateColumns: 'minmax(280px, 30vw) 1fr',
    background: theme.palette.background.default,
    color: theme.palette.text.primary,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
  },
  brand: {
    background: brand.pine,
    color: brand.mint,
    padding: theme.spacing(6, 5),
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(3) },
  },
  tagline: {
    color: '#e2ebe9',
    fontSize: theme.typography.pxToRem(20),
    lineHeight: 1.5,
    marginTop: theme.spacing(4),
    maxWidth: '32ch',
    [theme.breakpoints.down('sm')]: {
      fontSize: theme.typography.pxToRem(16),
      marginTop: theme.spacing(1.5),
      maxWidth: 'none',
    },
  },
  main: {
    padding: theme.spacing(6, 5),
    maxWidth: 1080,
    minWidth: 0,
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(3) },
  },
}));

/** The page before anybody is signed in: the brand beside what there is to do. */
export function SignInLayout(props: { children: ReactNode }) {
  const classes = useStyles();
  const { t } = useTranslationRef(portalTranslationRef);
  return (
    <div className={classes.page}>
      <header className={classes.brand}>
        <CommonholdLogo
          height={30}
          commonColor={brand.amber}
          style={{ maxWidth: '100%' }}
        />
        <Typography className={classes.tagline}>
          {t('signIn.tagline')}
        </Typography>
      </header>
      <main className={classes.main}>{props.children}</main>
    </div>
  );
}
