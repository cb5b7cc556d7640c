import { useEffect, useState } from 'preact/hooks';
import { onStreamState, streamState } from '../api/events.js';
import { useWords } from '../language/use-language.js';
import { LANGUAGES } from '../../../src/report/language/catalogue.js';
import { applyTheme, chosenTheme, THEMES } from '../theme.js';

const NAMES = { en: 'English', ru: 'Русский' } as const;

/** Name, whether what is shown is live, language and colours. */
export function Header() {
  const { t, language, choose } = useWords();
  const [theme, setTheme] = useState(chosenTheme);
  const [stream, setStream] = useState(streamState);
  useEffect(() => onStreamState(setStream), []);
  return (
    <header>
      <a class="brand" href="#/now" title={t('app.tagline')}>
        <img src="./icon.svg" alt="" width="28" height="28" />
        <span>{t('app.name')}</span>
      </a>
      <p class={`stream ${stream}`} role="status">
        {t(`stream.${stream}`)}
      </p>
      <div class="choices">
        <select
          aria-label={t('language.label')}
          value={language}
          onChange={({ currentTarget }) => choose(currentTarget.value === 'ru' ? 'ru' : 'en')}
        >
          {LANGUAGES.map((each) => (
            <option key={each} value={each} lang={each}>
              {NAMES[each]}
            </option>
          ))}
        </select>
        <select
          aria-label={t('theme.label')}
          value={theme}
          onChange={({ currentTarget }) => {
            const next = THEMES.find((each) => each === currentTarget.value) ?? 'auto';
            applyTheme(next);
            setTheme(next);
          }}
        >
          {THEMES.map((each) => (
            <option key={each} value={each}>
              {t(`theme.${each}`)}
            </option>
          ))}
        </select>
      </div>
    </header>
  );
}
