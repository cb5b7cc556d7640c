/** `auto` follows the system. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'llm-trading.theme';

export const theme = (): Theme => THEMES.find((each) => each === localStorage.getItem(KEY)) ?? 'auto';

/** Charts on a canvas take their colours once: they are told when these change. */
export const THEME_CHANGED = 'themechanged';

function show(chosen: Theme): void {
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  dispatchEvent(new Event(THEME_CHANGED));
}

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen);
  show(chosen);
}

export function startTheme(): void {
  show(theme());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(theme()));
}

/** A colour of the style sheet as it is now. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
