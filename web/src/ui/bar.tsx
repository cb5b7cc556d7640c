import { useEffect, useState } from 'preact/hooks';
import { LANGUAGES } from '../../../src/report/language/catalogue.js';
import { onStreamState, streamState } from '../api/events.js';
import { useWords } from '../language/use-language.js';
import { hrefOf, PAGES, type Page } from '../router.js';
import { chooseTheme, theme, THEMES } from '../theme.js';

const NAMES = { en: 'English', ru: 'Русский' } as const;

/** Name, pages, whether events come in, language and colours. */
export function Bar({ page }: { readonly page: Page }) {
  const { t, language, choose } = useWords();
  const [stream, setStream] = useState(streamState);
  const [colours, setColours] = useState(theme);
  useEffect(() => onStreamState(setStream), []);
  return (
    <header class="bar">
      <a class="brand" href={hrefOf('now')}>
        <img src="./icon.svg" alt="" width="24" height="24" />
        {t('app.name')}
      </a>
      <nav aria-label={t('nav.label')}>
        {PAGES.map((each) => (
          <a key={each} href={hrefOf(each)} aria-current={each === page ? 'page' : undefined}>
            {t(`nav.${each}`)}
          </a>
        ))}
      </nav>
      <p class={`stream ${stream}`} role="status">
        {t(`stream.${stream}`)}
      </p>
      <div class="choices">
        <label>
          <span class="hidden">{t('language.label')}</span>
          <select value={language} onChange={({ currentTarget }) => choose(currentTarget.value === 'ru' ? 'ru' : 'en')}>
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each}>
                {NAMES[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="hidden">{t('theme.label')}</span>
          <select
            value={colours}
            onChange={({ currentTarget }) => {
              const chosen = THEMES.find((each) => each === currentTarget.value) ?? 'auto';
              chooseTheme(chosen);
              setColours(chosen);
            }}
          >
            {THEMES.map((each) => (
              <option key={each} value={each}>
                {t(`theme.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}
