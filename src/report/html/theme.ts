/** A colour of the page, by what it is for. */
export type ColourName =
  | 'page'
  | 'surface'
  | 'text'
  | 'muted'
  | 'line'
  | 'grid'
  | 'accent'
  | 'benchmark'
  | 'gain'
  | 'loss'
  | 'gain-area'
  | 'loss-area'
  | 'neutral-area'
  | 'up'
  | 'down'
  | 'notice'
  | 'notice-text'
  | 'gain-1'
  | 'gain-2'
  | 'gain-3'
  | 'gain-4'
  | 'loss-1'
  | 'loss-2'
  | 'loss-3'
  | 'loss-4';

export type Theme = Readonly<Record<ColourName, string>>;

/** Text on `page`, `surface` and all areas has a contrast of at least 4.5 in both themes (WCAG 2.2 AA); a test computes it. */
export const LIGHT: Theme = {
  page: '#f5f6f8',
  surface: '#ffffff',
  text: '#17202b',
  muted: '#56616f',
  line: '#dde1e7',
  grid: '#e9ecf0',
  accent: '#1a56b4',
  benchmark: '#6a7381',
  gain: '#086848',
  loss: '#b3261e',
  'gain-area': '#e1f1e9',
  'loss-area': '#fbe6e3',
  'neutral-area': '#eceef1',
  up: '#3f9a78',
  down: '#d0665e',
  notice: '#fff4d9',
  'notice-text': '#5a4200',
  'gain-1': '#eef7f2',
  'gain-2': '#d6ecdf',
  'gain-3': '#b3dcc6',
  'gain-4': '#8accab',
  'loss-1': '#fdf1ef',
  'loss-2': '#fadcd7',
  'loss-3': '#f5bdb5',
  'loss-4': '#ee9c91',
};

export const DARK: Theme = {
  page: '#0e1319',
  surface: '#161c24',
  text: '#e5e9ef',
  muted: '#a1acb9',
  line: '#2b343f',
  grid: '#232b35',
  accent: '#74abff',
  benchmark: '#939eac',
  gain: '#4fc48c',
  loss: '#ff8b80',
  'gain-area': '#142c22',
  'loss-area': '#371f1f',
  'neutral-area': '#222932',
  up: '#45a47a',
  down: '#d8736a',
  notice: '#362c10',
  'notice-text': '#ffe09a',
  'gain-1': '#18271f',
  'gain-2': '#193a2b',
  'gain-3': '#1b4e38',
  'gain-4': '#1c6446',
  'loss-1': '#2a1d1d',
  'loss-2': '#472422',
  'loss-3': '#632a27',
  'loss-4': '#80302b',
};

export const declarations = (theme: Theme): string =>
  Object.entries(theme)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
