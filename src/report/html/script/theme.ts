import { say } from '../speech.js';
import { quoted } from '../markup.js';
/** The button that turns the theme round, remembered where a file may remember. */
export const themeScript = (): string => `  const root = document.documentElement;
  root.classList.add('scripted');
  const store = {
    get: () => { try { return localStorage.getItem('report-theme'); } catch { return null; } },
    set: (value) => { try { localStorage.setItem('report-theme', value); } catch { /* a file may have no storage */ } },
  };
  const button = document.getElementById('theme');
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const name = () => { button.textContent = isDark() ? ${quoted(say('Light theme'))} : ${quoted(say('Dark theme'))}; };
  const saved = store.get();
  if (saved === 'dark' || saved === 'light') root.dataset.theme = saved;
  name();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    store.set(root.dataset.theme);
    name();
  });
`;
