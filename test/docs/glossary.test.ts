import { describe, expect, it } from 'vitest';
import { DOCUMENTS, read, type Document } from './documents.js';

const ENGLISH = read('docs/GLOSSARY.md');
const RUSSIAN = read('docs/GLOSSARY.ru.md');

/** The first two cells of each row: the word in either language. */
const wordsOf = ({ rows }: Document): string[] =>
  rows
    .filter(([first]) => !['English', 'Printed', 'По-английски', 'Напечатано'].includes(first!))
    .map(([a, b]) => `${a!} = ${b!}`);

/** Outside of blocks and inline code: names, quoted output and other people's column names stand there. */
const prose = ({ text }: Document): { line: number; text: string }[] => {
  let fenced = false;
  return text.split('\n').flatMap((line, i) => {
    if (line.startsWith('```')) fenced = !fenced;
    return fenced ? [] : [{ line: i + 1, text: line.replace(/`(-?)[^`]*`/g, '`$1`') }];
  });
};

/** Words for something that has another one, as JavaScript has no \b for Cyrillic. */
const word = (stem: string): RegExp => new RegExp(`(?<![а-яё-])(?:${stem})(?![а-яё-])`, 'i');
const WRONG: readonly (readonly [right: string, wrong: RegExp])[] = [
  ['бэктест', word('прогон(?:а|у|ом|е|ы|ов|ам|ами|ах)?|бектест[а-я]*|бэк-тест[а-я]*')],
  ['бэктест', /тест(?:а|у|ом|е|ы|ов|ам|ами|ах)? на истории/i],
  ['свеча', word('бар(?:а|у|ом|е|ы|ов|ам|ами|ах)?')],
  ['фандинг', word('финансировани[а-я]+')],
  ['параметр', word('опци[а-я]+')],
  ['параметр', /ключ[а-я]* `-/i],
  ['ордер', word('приказ(?:а|у|ом|е|ы|ов|ам|ами|ах)?')],
  ['лонг', /длинн[а-я]+ позици|(?:покупка|продажа) (?:платит|q единиц|наоборот)|из покупки в продажу/i],
  ['шорт', /коротк[а-я]+ (?:позици|продаж)/i],
  ['код возврата', /код[а-я]* выхода/i],
  ['рекалибровка', word('перекалибр[а-я]+')],
  ['форвард-тест', /проверк[а-я]* вперёд/i],
  ['seed', word('зерн[а-я]+')],
  ['локальная модель', word('местн[а-я]+')],
  ['маркер', /отгорож|(?<![а-яё])оград/i],
];

const RUSSIAN_DOCUMENTS = DOCUMENTS.filter(({ path }) => path.endsWith('.ru.md'));

it('lists the same terms in both languages, in the same order, each once', () => {
  expect(wordsOf(RUSSIAN)).toEqual(wordsOf(ENGLISH));
  expect(new Set(wordsOf(ENGLISH)).size).toBe(wordsOf(ENGLISH).length);
  expect(wordsOf(ENGLISH).length).toBeGreaterThan(50);
});

it.each([
  'бэктест',
  'свеча',
  'фандинг',
  'параметр',
  'ордер',
  'лонг, шорт',
  'код возврата',
  'рекалибровка',
  'форвард-тест',
])('has the word "%s"', (term) => {
  expect(RUSSIAN.rows.map(([, russian]) => russian)).toContain(term);
});

describe.each(RUSSIAN_DOCUMENTS.map((document) => [document.path, document] as const))('%s', (_path, document) => {
  it('uses the words of the glossary and no others', () => {
    const found = prose(document).flatMap(({ line, text }) =>
      WRONG.filter(([, wrong]) => wrong.test(text)).map(
        ([right, wrong]) => `${document.path}:${line} "${wrong.exec(text)![0]}": write "${right}"`,
      ),
    );
    expect(found).toEqual([]);
  });

  it('groups thousands by a space, and has a point before decimals as the program does', () => {
    const found = prose(document).filter(({ text }) => /\d,\d/.test(text));
    expect(found.map(({ line, text }) => `${document.path}:${line} ${text}`)).toEqual([]);
  });
});

it('knows a wrong word in any case, and no word in another', () => {
  const wrongIn = (text: string) => WRONG.filter(([, wrong]) => wrong.test(text)).map(([right]) => right);
  expect(wrongIn('Прогоны на барах с финансированием')).toEqual(['бэктест', 'свеча', 'фандинг']);
  expect(wrongIn('два теста на истории, код выхода 2, приказов 3, ключ `--out`')).toEqual([
    'бэктест',
    'параметр',
    'ордер',
    'код возврата',
  ]);
  expect(wrongIn('барьер, барометр, приказать нельзя, ключ API, финансовый совет, самый длинный контекст')).toEqual([]);
});
