import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { languageAtStart, languageOf } from './language.js';
import { loadConfig } from './load.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'llm-trading-language-'));
});

const RUSSIAN = { LANG: 'ru_RU.UTF-8' };
const loaded = (env: Record<string, string>) => languageOf(loadConfig({ env, cwd }).config.language, env);

describe('the language', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'rune' }, 'en'],
    [{ LANG: 'ru' }, 'ru'],
    [RUSSIAN, 'ru'],
    [{ ...RUSSIAN, LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ru_RU.UTF-8' }, 'ru'],
    [{ ...RUSSIAN, LC_ALL: 'C' }, 'en'],
    [{ ...RUSSIAN, LC_ALL: '' }, 'ru'],
  ])('is that of the first locale that is set: %j is %s', (env, language) => {
    expect(languageAtStart(env, cwd)).toBe(language);
    expect(loaded(env)).toBe(language);
  });

  it('is the setting before the locale, from the environment before .env before the file', () => {
    const both = (env: Record<string, string>) => [languageAtStart(env, cwd), loaded(env)];
    writeFileSync(join(cwd, 'llm-trading.yaml'), '# about\nhorizon_hours: 12\nlanguage: "en" # mine\n');
    expect(both(RUSSIAN)).toEqual(['en', 'en']);
    writeFileSync(join(cwd, '.env'), 'export LLM_TRADING_LANG=ru\n');
    expect(both({})).toEqual(['ru', 'ru']);
    expect(both({ LLM_TRADING_LANG: 'en' })).toEqual(['en', 'en']);
    expect(both({ LLM_TRADING_LANG: '' })).toEqual(['ru', 'ru']);
    expect(both({ LLM_TRADING_LANG: 'auto', LANG: 'C' })).toEqual(['en', 'en']);
  });

  it('that is none is refused when the settings are loaded, in the language of the locale', () => {
    const env = { ...RUSSIAN, LLM_TRADING_LANG: 'fr' };
    expect(languageAtStart(env, cwd)).toBe('ru');
    expect(() => loaded(env)).toThrow(
      'language (environment variable LLM_TRADING_LANG) is "fr": it must be one of auto, en, ru.',
    );
  });

  it('is told where the settings cannot be read', () => {
    writeFileSync(join(cwd, '.env'), Buffer.from([0xff, 0xfe, 0x00]));
    writeFileSync(join(cwd, 'llm-trading.yaml'), 'language: [ru\n');
    expect(languageAtStart(RUSSIAN, cwd)).toBe('ru');
  });
});
