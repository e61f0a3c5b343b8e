import {
  createUnifiedTheme,
  genPageTheme,
  pageTheme as defaultPageTheme,
  UnifiedThemeOptions,
} from '@backstage/theme';
import { darkPalette, lightPalette } from './palette';

const FONT_FAMILY =
  'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

type ThemePalette = typeof lightPalette | typeof darkPalette;

/** Page headers are part of the page: no colour bursts, a line below. */
function plainPageThemes(palette: ThemePalette) {
  const page = genPageTheme({
    colors: [palette.background.default, palette.background.default],
    shape: 'none',
    options: { fontColor: palette.text.primary },
  });
  return Object.fromEntries(
    Object.keys(defaultPageTheme).map(themeId => [themeId, page]),
  );
}

function components(palette: ThemePalette): UnifiedThemeOptions['components'] {
  return {
    BackstageHeader: {
      styleOverrides: {
        header: {
          backgroundImage: 'none',
          backgroundColor: palette.background.default,
          boxShadow: 'none',
          borderBottom: `1px solid ${palette.divider}`,
          paddingTop: 16,
          paddingBottom: 16,
        },
        title: { color: palette.text.primary, fontSize: '1.5rem' },
        subtitle: { color: palette.text.secondary, opacity: 1 },
        type: { color: palette.text.secondary, opacity: 1 },
      },
    },
    BackstageHeaderTabs: {
      styleOverrides: {
        defaultTab: { textTransform: 'none', fontSize: '0.9rem' },
      },
    },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: { root: { textTransform: 'none' } },
    },
    MuiPaper: {
      styleOverrides: {
        root: { backgroundImage: 'none' },
        rounded: { borderRadius: 8 },
        outlined: { borderColor: palette.divider },
        elevation1: {
          boxShadow: 'none',
          border: `1px solid ${palette.divider}`,
        },
      },
    },
    BackstageTableHeader: {
      styleOverrides: {
        header: {
          borderTop: `1px solid ${palette.divider}`,
          borderBottom: `1px solid ${palette.divider}`,
        },
      },
    },
    MuiTableCell: {
      // As in the stock theme, except that words stay whole and that several
      // lines of them can be read.
      styleOverrides: {
        root: {
          overflowWrap: 'break-word',
          verticalAlign: 'middle',
          lineHeight: 1.4,
          margin: 0,
          padding: '16px 16px 16px 20px',
          borderBottom: 0,
        },
        sizeSmall: { padding: '12px 16px 12px 20px' },
        head: { color: palette.text.secondary, fontWeight: 600 },
      },
    },
    MuiTableRow: {
      // Rows are told apart by lines, which hold up better in narrow tables
      // with several lines a row than stripes do.
      styleOverrides: {
        root: {
          '&:nth-of-type(odd)': { backgroundColor: 'transparent' },
          '&:not(:last-child) > td, & > th': {
            borderBottom: `1px solid ${palette.divider}`,
          },
        },
      },
    },
    MuiAccordion: {
      styleOverrides: { root: { '&:before': { display: 'none' } } },
    },
  };
}

function themeOf(palette: ThemePalette) {
  return createUnifiedTheme({
    palette,
    fontFamily: FONT_FAMILY,
    pageTheme: plainPageThemes(palette),
    defaultPageTheme: 'home',
    components: components(palette),
    typography: {
      htmlFontSize: 16,
      fontFamily: FONT_FAMILY,
      h1: { fontSize: '2rem', fontWeight: 650, marginBottom: 10 },
      h2: { fontSize: '1.625rem', fontWeight: 650, marginBottom: 8 },
      h3: { fontSize: '1.375rem', fontWeight: 650, marginBottom: 6 },
      h4: { fontSize: '1.25rem', fontWeight: 600, marginBottom: 6 },
      h5: { fontSize: '1.125rem', fontWeight: 600, marginBottom: 4 },
      h6: { fontSize: '1rem', fontWeight: 600, marginBottom: 2 },
    },
  });
}

export const commonholdLight = themeOf(lightPalette);
export const commonholdDark = themeOf(darkPalette);
