import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import {
  catalogueText,
  LANGUAGES,
  type Language,
  type TextKey,
  type TextValues,
} from '../../../src/report/language/catalogue.js';
import { en } from '../../../src/report/language/en.js';
import { ru } from '../../../src/report/language/ru.js';
import { onServerLanguage, serverLanguage } from './server-language.js';
import { formatsOf, type Formats } from './formats.js';

const CATALOGUES = { en, ru };
const KEY = 'llm-trading.language';

/** The one that was chosen; else that of the server's settings; else the first of the browser's that there is. */
function firstLanguage(): Language {
  const wanted = [localStorage.getItem(KEY), serverLanguage(), ...navigator.languages].map((tag) => tag?.slice(0, 2));
  return LANGUAGES.find((each) => each === wanted.find((tag) => tag === 'en' || tag === 'ru')) ?? 'en';
}

export interface Words extends Formats {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly t: (key: TextKey, values?: TextValues) => string;
  /** A sentence of the server, which speaks English: an error, a finding, a warning. */
  readonly said: (text: string) => string;
  /** A verdict of an evaluation, or what it found of memory. */
  readonly found: (text: string) => string;
}

type Translators = Pick<Words, 'said' | 'found'>;

async function loadTranslators(): Promise<Translators> {
  const [{ russian }, { findingIn }] = await Promise.all([
    import('../../../src/report/language/errors/russian.js'),
    import('../../../src/report/language/terminal/findings.js'),
  ]);
  const finding = findingIn('ru');
  return { said: (text) => russian.say(text), found: (text) => russian.say(finding(text)) };
}

const LanguageContext = createContext<Words | null>(null);

export function LanguageProvider({ children }: { readonly children: ComponentChildren }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => onServerLanguage(() => setLanguage(firstLanguage())), []);
  const [translators, setTranslators] = useState<Translators | null>(null);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  /** More than all texts of the pages together: loaded once there is something to say. Until then, English. */
  const spoken = (text: string): Translators | null => {
    if (language === 'en' || text === '') return null;
    if (translators === null) void loadTranslators().then((loaded) => setTranslators(() => loaded));
    return translators;
  };
  const words = useMemo<Words>(
    () => ({
      ...formatsOf(language),
      language,
      choose(next) {
        localStorage.setItem(KEY, next);
        setLanguage(next);
      },
      t: (key, values) => catalogueText(CATALOGUES[language][key], language, values),
      said: (text) => spoken(text)?.said(text) ?? text,
      found: (text) => spoken(text)?.found(text) ?? text,
    }),
    [language, translators],
  );
  return <LanguageContext.Provider value={words}>{children}</LanguageContext.Provider>;
}

export function useWords(): Words {
  const words = useContext(LanguageContext);
  if (words === null) throw new Error('the page is drawn outside its language');
  return words;
}
