import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { LANGUAGES, type Language } from '../../report/language/catalogue.js';
import { ENV_FILE, readTextFile, YAML_FILE } from './text-file.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The setting, as it is given: the language of the locale, or a language. */
export const LANGUAGE_CHOICES = ['auto', ...LANGUAGES] as const;
type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

export const LANGUAGE_VARIABLE = 'LLM_TRADING_LANG';

/** The language of the locale, which the first of its variables that is set names; English where there is no text for it. */
function languageOfLocale({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((name) => name !== undefined && name !== '') ?? '';
  return LANGUAGES.find((language) => new RegExp(`^${language}([_.@-]|$)`, 'i').test(locale)) ?? 'en';
}

/** @param choice the loaded setting */
export const languageOf = (choice: LanguageChoice, env: Environment): Language =>
  choice === 'auto' ? languageOfLocale(env) : choice;

/** A settings file that cannot be read says so once it is loaded. */
function textOrNone(cwd: string, name: string): string {
  try {
    return readTextFile(resolve(cwd, name), name) ?? '';
  } catch {
    return '';
  }
}

/**
 * The language before any setting is loaded, in which also an error of loading is told: environment > `.env` > settings file >
 * locale. What is no language is passed over here, and refused when the settings are loaded. Loads neither the table of
 * settings nor a reader of yaml: a command that needs none must not wait for them.
 */
export function languageAtStart(env: Environment, cwd: string, file = YAML_FILE): Language {
  const given = (text: string | undefined): LanguageChoice | undefined =>
    LANGUAGE_CHOICES.find((choice) => choice === text?.trim());
  const choice =
    given(env[LANGUAGE_VARIABLE]) ??
    given(parseEnv(textOrNone(cwd, ENV_FILE))[LANGUAGE_VARIABLE]) ??
    given(/^language:\s*["']?(\w+)/m.exec(textOrNone(cwd, file))?.[1]);
  return languageOf(choice ?? 'auto', env);
}
