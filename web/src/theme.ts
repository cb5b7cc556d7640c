export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'llm-trading.theme';

export const chosenTheme = (): Theme => THEMES.find((each) => each === localStorage.getItem(KEY)) ?? 'auto';

/** `auto` leaves it to the system; the style sheet knows the other two by an attribute. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event('themechange'));
}

/** A colour of the style sheet, for charts that draw on a canvas. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
