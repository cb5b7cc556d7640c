import { useEffect, useState } from 'preact/hooks';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'llm-trading.theme';

export const chosenTheme = (): Theme => THEMES.find((each) => each === localStorage.getItem(KEY)) ?? 'auto';

const THEME_CHANGED = 'themechange';

const system = matchMedia('(prefers-color-scheme: dark)');

/** `auto` is what the system has; the style sheet knows the outcome by an attribute. */
function show(theme: Theme): void {
  document.documentElement.dataset.theme = theme === 'auto' ? (system.matches ? 'dark' : 'light') : theme;
  dispatchEvent(new Event(THEME_CHANGED));
}

export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  show(theme);
}

/** Shows what was chosen, and follows the system where that was. */
export function startTheme(): void {
  show(chosenTheme());
  system.addEventListener('change', () => show(chosenTheme()));
}

/** A colour of the style sheet, for charts that draw on a canvas. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Another number after each change of colours: charts on a canvas take theirs once, and are drawn anew. */
export function useThemeRound(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const next = (): void => setRound((before) => before + 1);
    addEventListener(THEME_CHANGED, next);
    return () => removeEventListener(THEME_CHANGED, next);
  }, []);
  return round;
}
