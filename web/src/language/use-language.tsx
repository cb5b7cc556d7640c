import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { catalogueText, type Language, type TextKey, type TextValues } from '../../../src/report/language/catalogue.js';
import { en } from '../../../src/report/language/en.js';
import { ru } from '../../../src/report/language/ru.js';
import type { Translator } from '../../../src/report/language/errors/translator.js';
import { formatsOf, type Formats } from './formats.js';

const CATALOGUES = { en, ru };
const KEY = 'llm-trading.language';

/** The one that was chosen; else the first of the browser's that there is. */
function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return wanted.includes('ru') && (!wanted.includes('en') || wanted.indexOf('ru') < wanted.indexOf('en')) ? 'ru' : 'en';
}

export interface Words extends Formats {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly t: (key: TextKey, values?: TextValues) => string;
  /** A sentence of the server, which speaks English: an error, a finding, a warning. */
  readonly said: (text: string) => string;
}

const LanguageContext = createContext<Words | null>(null);

export function LanguageProvider({ children }: { readonly children: ComponentChildren }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [translator, setTranslator] = useState<Translator | null>(null);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const words = useMemo<Words>(
    () => ({
      ...formatsOf(language),
      language,
      choose(next) {
        localStorage.setItem(KEY, next);
        setLanguage(next);
      },
      t: (key, values) => catalogueText(CATALOGUES[language][key], language, values),
      said(text) {
        if (language === 'en' || text === '') return text;
        if (translator !== null) return translator.say(text);
        // More than all texts of the pages together: loaded once there is something to say. Until then, English.
        void import('../../../src/report/language/errors/russian.js').then(({ russian }) => setTranslator(russian));
        return text;
      },
    }),
    [language, translator],
  );
  return <LanguageContext.Provider value={words}>{children}</LanguageContext.Provider>;
}

export function useWords(): Words {
  const words = useContext(LanguageContext);
  if (words === null) throw new Error('the page is drawn outside its language');
  return words;
}
