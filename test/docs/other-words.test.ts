import { describe, expect, it } from 'vitest';
import { OTHER_WORDS } from '../../src/cli/other-words.js';
import { read } from './documents.js';

const spansOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, span]) => span!);

/** The table of the words of another program: each word with the spans of what stands beside it. */
function tableOf(path: string): Map<string, string[]> {
  const { rows } = read(path);
  const start = rows.findIndex(([first]) => first === 'freqtrade');
  const own = start < 0 ? [] : rows.slice(start + 1);
  return new Map(own.flatMap(([words, here]) => spansOf(words!).map((word) => [word, spansOf(here!)] as const)));
}

/** The commands and options that a hint names: `data fetch`, `--interval`. */
const namedIn = (hint: string): string[] => [
  ...[
    ...hint.matchAll(/"llm-trading ([a-z]+(?: (?:fetch|import|list|show|pairs|exchanges|intervals|new|init))?)/g),
  ].map(([, name]) => name!),
  ...[...hint.matchAll(/(?<![\w-])--[a-z-]+/g)].map(([name]) => name),
];

const hints = Object.entries({ ...OTHER_WORDS.commands, ...OTHER_WORDS.options });

describe.each(['docs/BACKTESTING.md', 'docs/BACKTESTING.ru.md'])('%s', (path) => {
  const table = tableOf(path);

  it.each(hints)('says of %s what the program says', (word, hint) => {
    const spans = table.get(word) ?? [];
    expect(spans.length + Number(table.has(word)), `${word} is not in the table`).toBeGreaterThan(0);
    const missing = namedIn(hint).filter((name) => !spans.some((span) => span === name || span.includes(name)));
    expect(missing).toEqual([]);
  });

  it('has no word that the program does not know, but for what is called alike', () => {
    const known = new Set(hints.map(([word]) => word));
    expect([...table.keys()].filter((word) => !known.has(word))).toEqual(['--timerange']);
  });
});
