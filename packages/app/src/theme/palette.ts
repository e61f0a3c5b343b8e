import { palettes } from '@backstage/theme';

/** Sidebar colours, the same in both themes. */
export const brand = {
  pine: '#11211f',
  pineRaised: '#1d3431',
  mint: '#6fd3c2',
  amber: '#f2b544',
  /** Amber that stands out from a light page. */
  amberDeep: '#d08a12',
} as const;

const navigation = {
  background: brand.pine,
  indicator: brand.mint,
  color: '#c5d3d0',
  selectedColor: '#ffffff',
  navItem: { hoverBackground: brand.pineRaised },
  submenu: { background: brand.pineRaised },
};

// Every text colour below has a contrast of 4.5:1 or more with the backgrounds
// of its theme.
export const lightPalette = {
  ...palettes.light,
  primary: { main: '#0f6f66' },
  secondary: { main: '#0b5a53' },
  background: { default: '#f5f7f6', paper: '#ffffff' },
  text: { primary: '#182320', secondary: '#52605d' },
  divider: '#dde4e2',
  border: '#dde4e2',
  textSubtle: '#52605d',
  textVerySubtle: '#c3cdca',
  link: '#0b655d',
  linkHover: '#084a44',
  status: {
    ...palettes.light.status,
    ok: '#1d8a4b',
    warning: '#c36a00',
    error: '#c2272d',
    running: '#0f6f66',
    aborted: '#5f6b68',
  },
  navigation,
  tabbar: { indicator: '#0f6f66' },
};

export const darkPalette = {
  ...palettes.dark,
  primary: { main: '#6fd3c2' },
  secondary: { main: '#8fe0d1' },
  background: { default: '#121a18', paper: '#1a2422' },
  text: { primary: '#e7efed', secondary: '#a9b8b4' },
  divider: '#2f3d3a',
  border: '#2f3d3a',
  textSubtle: '#a9b8b4',
  textVerySubtle: '#4c5a57',
  link: '#7fdccb',
  linkHover: '#a9ebdf',
  navigation: { ...navigation, background: '#0c1514' },
  tabbar: { indicator: '#6fd3c2' },
};
