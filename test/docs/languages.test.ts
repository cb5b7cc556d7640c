import { describe, expect, it } from 'vitest';
import { PAIRS, type Document } from './documents.js';

/** The same place in either language; headings have their own words, so an anchor only counts as one. */
const place = (target: string): string =>
  /^https?:/.test(target) ? target : target.replace(/\.ru\.md/, '.md').replace(/#.*$/, '#');

const sorted = (items: readonly string[]): string[] => [...items].sort();
/** The link to the same document in the other language differs by its nature. */
const links = ({ links: all, path }: Document): string[] =>
  sorted(
    all
      .map(({ target }) => place(target))
      .filter((target) => !path.endsWith(target.replace('.md', '.ru.md')) && !path.endsWith(target)),
  );

it('has every document in both languages', () => {
  expect(PAIRS.map(([english]) => english.path)).toEqual([
    'README.md',
    'docs/API.md',
    'docs/BACKTESTING.md',
    'docs/DASHBOARD.md',
    'docs/EARNED_SIZE.md',
    'docs/EVALUATION.md',
    'docs/FULL_CYCLE_TEST.md',
    'docs/GLOSSARY.md',
    'docs/HISTORY.md',
    'docs/JOURNAL.md',
    'docs/LEDGER.md',
    'docs/LIVE.md',
    'docs/OLLAMA_SETUP.md',
    'docs/OPERATING.md',
    'docs/PAPER.md',
    'docs/PROMPTS.md',
    'docs/REHEARSAL.md',
    'docs/SETTINGS.md',
    'docs/STRATEGIES.md',
    'docs/TESTS.md',
  ]);
});

describe.each(PAIRS.map(([english, russian]) => [russian.path, english, russian] as const))(
  '%s',
  (_path, english, russian) => {
    it('has the same headings, tables and blocks in the same order', () => {
      expect(russian.headings.map(({ level }) => level)).toEqual(english.headings.map(({ level }) => level));
      expect(russian.rows.map((row) => row.length)).toEqual(english.rows.map((row) => row.length));
      expect(russian.blocks.map(({ language, info, text }) => ({ language, info, text }))).toEqual(
        english.blocks.map(({ language, info, text }) => ({ language, info, text })),
      );
    });

    it('has the same links and names the same things', () => {
      expect(links(russian)).toEqual(links(english));
      expect(sorted(russian.spans.map(({ text }) => text))).toEqual(sorted(english.spans.map(({ text }) => text)));
    });

    it('is Russian', () => {
      const letters = russian.headings.map(({ title }) => title).join(' ');
      expect(letters).toMatch(/[а-я]/i);
    });
  },
);
