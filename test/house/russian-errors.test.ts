import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { OTHER_WORDS } from '../../src/cli/other-words.js';
import { COMMAND_LINE_IN_RUSSIAN } from '../../src/report/language/errors/command-line.js';
import { IN_RUSSIAN, russian } from '../../src/report/language/errors/russian.js';
import { saidTexts, type SaidText } from '../support/said-texts/collect.js';

const require = createRequire(import.meta.url);
const ROOT = resolve(import.meta.dirname, '../..');

/** Commands, names and variables: the same in every language. */
const ALIKE = [
  ...['npm install {1}{2}@{3}', '--no-save ', '--global '],
  ...['data import', 'data import FILE', 'data fetch', 'data fetch {1}', 'data fetch BTCUSDT', 'data demo'],
  ...['crosses above', 'crosses below', 'Fear & Greed', 'Binance futures', 'TELEGRAM_BOT_TOKEN and TELEGRAM_CHAT_ID'],
];

const withoutHoles = (text: string): string => text.replace(/\{\d+\}/g, '');
/** More than one word, or a word beside a value. Single words are mostly names of settings, fields and codes. */
const isSentence = (text: string): boolean =>
  /[A-Za-z]{2,}.* .*[A-Za-z]{2,}|[A-Za-z]{2,} | [A-Za-z]{2,}|e\.g\./.test(withoutHoles(text));
const holes = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

const untranslated = (said: readonly SaidText[]): string[] =>
  said
    .filter(({ text }) => isSentence(text) && !ALIKE.includes(text) && !Object.hasOwn(IN_RUSSIAN, text))
    .map(({ text, at }) => `${at}: ${text}`);

describe('the Russian of what is said in errors, warnings and findings', () => {
  let said: SaidText[];
  beforeAll(() => {
    said = saidTexts(ROOT);
  });

  it('is there for every text of the sources', () => {
    expect(said.length).toBeGreaterThan(2_000);
    expect(untranslated(said), 'write its Russian into src/report/language/errors/').toEqual([]);
  });

  it('stands for no text that no source says', () => {
    const known = new Set([...said.map(({ text }) => text), ...Object.keys(COMMAND_LINE_IN_RUSSIAN)]);
    expect(Object.keys(IN_RUSSIAN).filter((text) => !known.has(text))).toEqual([]);
  });

  it('names every value of the English, and no other', () => {
    // The letter of an English plural has nothing to say in Russian.
    const wrong = Object.entries(IN_RUSSIAN).filter(
      ([text, russianText]) =>
        !text.startsWith('too many arguments') && holes(text).join() !== holes(russianText).join(),
    );
    expect(wrong).toEqual([]);
  });

  it('that is missing is named, wherever the text comes from', () => {
    const root = mkdtempSync(join(tmpdir(), 'llm-trading-said-'));
    mkdirSync(join(root, 'src'));
    const source = [
      'class Refusal extends Error {}',
      "const REASONS = { a: 'the moon is full', b: 'it is late' };",
      'const wrong = (problem: string): Refusal => new Refusal(`Nothing came of it, since ${problem}.`);',
      "const remedy = (yes: boolean): string => (yes ? 'wait a while' : `ask ${String(yes)} again`);",
      'export const one = (code: "a" | "b") => wrong(REASONS[code]);',
      'export const two = { message: "This is planted", remedy: remedy(true) };',
      "export const three = (x: number) => wrong(`there ${x === 1 ? 'is one egg' : 'are eggs'} of ${x}`);",
    ];
    writeFileSync(join(root, 'src/planted.ts'), source.join('\n'));
    expect(untranslated(saidTexts(root, ['src/planted.ts'])).sort()).toEqual([
      'src/planted.ts:2: it is late',
      'src/planted.ts:2: the moon is full',
      'src/planted.ts:3: Nothing came of it, since {1}.',
      'src/planted.ts:4: ask {1} again',
      'src/planted.ts:4: wait a while',
      'src/planted.ts:6: This is planted',
      'src/planted.ts:7: there are eggs of {1}',
      'src/planted.ts:7: there is one egg of {1}',
    ]);
  });
});

describe('the Russian of a line that was typed wrong', () => {
  it('is there for everything that the parser of the command line refuses', () => {
    const source = readFileSync(join(dirname(require.resolve('commander')), 'lib/command.js'), 'utf8');
    const refusals = [...source.matchAll(/`error: ([^`]*)`/g)].map(([, text]) => text!.replace(/\$\{[^}]*\}/g, 'x'));
    expect(refusals.length).toBeGreaterThan(8);
    expect(refusals.filter((text) => !/^[^A-Za-z]*[А-яё]/.test(russian.say(text)))).toEqual([]);
  });

  it('is there for every word of another program', () => {
    const hints = [...Object.values(OTHER_WORDS.commands), ...Object.values(OTHER_WORDS.options)];
    // What stands in quotation marks, an option or an address is typed as it is.
    const worded = hints.filter((hint) => isSentence(hint.replace(/"[^"]*"|--[a-z-]+/g, '')));
    expect(worded.length).toBeGreaterThan(10);
    expect(worded.filter((hint) => russian.say(hint) === hint)).toEqual([]);
  });
});
