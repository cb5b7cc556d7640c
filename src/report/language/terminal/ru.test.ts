import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIELD_LIST } from '../../../core/market-snapshot/fields/index.js';
import { KNOWN_METRICS, metricInfo } from '../../shared/metric-list.js';
import { sourceFiles } from '../../../../test/support/sources.js';
import { sayIn } from '../say.js';
import { STRATEGIES } from '../../../strategies/registry.js';
import { terminalRu } from './ru.js';
import { strategySummaryIn, terminalStrategiesRu } from './ru-strategies.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const entries: readonly (readonly [string, string])[] = Object.entries(terminalRu);
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort();
const forms = (text: string): number[] =>
  [...text.matchAll(/\{\w+:([^{}]*)\}/g)].map(([, all]) => all!.split('|').length);

describe('Russian of the terminal', () => {
  it('names the values of the English, each of them', () => {
    // A form of a word may need a number that stands elsewhere.
    const lost = entries.filter(([en, ru]) => names(en).join() !== names(ru).join());
    expect(lost).toEqual([]);
  });

  it('has the three forms that a number takes, and English its two', () => {
    expect(entries.filter(([, ru]) => forms(ru).some((n) => n !== 3))).toEqual([]);
    expect(entries.filter(([en]) => forms(en).some((n) => n !== 2))).toEqual([]);
  });

  it('says one thing once: no two files have the same English', async () => {
    const files = readdirSync(FOLDER).filter((file) => file.startsWith('ru-'));
    const all = await Promise.all(
      files.map(async (file) => {
        const loaded = (await import(pathToFileURL(join(FOLDER, file)).href)) as Record<string, object>;
        return Object.values(loaded).flatMap((texts) => (typeof texts === 'object' ? Object.keys(texts) : []));
      }),
    );
    const keys = all.flat();
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    expect(keys).toHaveLength(entries.length);
  });

  it('holds nothing that nobody says', () => {
    // Titles and names of other rooms are said by their own words.
    const sources = sourceFiles()
      .filter(({ path }) => /^src\/(?:app\/doctor|cli|report\/(?:shared|terminal)|strategies)\//.test(path))
      .map(({ text }) => text)
      .join('\n');
    const unused = entries.filter(
      ([en]) =>
        !["'", '"', '`'].some((quote) => sources.includes(`${quote}${en}${quote}`)) &&
        !sources.includes(`'a ${en}'`) &&
        !/^\w+$/.test(en),
    );
    const fields = new Set<string>(FIELD_LIST.map(({ field }) => field.title));
    expect(unused.filter(([en]) => !fields.has(en))).toEqual([]);
  });

  it('has every title of a field, short enough for its column, and every measure', () => {
    const texts: Readonly<Record<string, string>> = terminalRu;
    for (const { field } of FIELD_LIST) {
      expect({ title: field.title, isKnown: (texts[field.title]?.length ?? 99) <= 20 }).toEqual({ title: field.title, isKnown: true }); // prettier-ignore
    }
    expect(KNOWN_METRICS.map((name) => metricInfo(name).label).filter((label) => texts[label] === undefined)).toEqual(
      [],
    );
  });

  it('says what every strategy that ships does', () => {
    expect(STRATEGIES.filter(({ summary }) => strategySummaryIn(summary, 'ru') === summary)).toEqual([]);
    expect(Object.keys(terminalStrategiesRu)).toEqual(STRATEGIES.map(({ summary }) => summary));
    expect(strategySummaryIn('a line of a user’s own', 'ru')).toBe('a line of a user’s own');
    expect(STRATEGIES.map(({ summary }) => strategySummaryIn(summary, 'en'))).toEqual(
      Object.keys(terminalStrategiesRu),
    );
  });

  it('chooses forms by the number, and puts values in as they are', () => {
    const [ru, en] = [sayIn('ru'), sayIn('en')];
    const bars = (n: number): string => ru('{n} {n:bar|bars}', { n });
    expect([1, 2, 5, 11, 21, 1_002].map(bars)).toEqual([
      '1 свеча',
      '2 свечи',
      '5 свечей',
      '11 свечей',
      '21 свеча',
      '1,002 свечи',
    ]);
    expect([en('{n} {n:bar|bars}', { n: 1 }), en('{n} {n:bar|bars}', { n: 0 })]).toEqual(['1 bar', '0 bars']);
    expect(en('failed^state')).toBe('failed');
    expect(en('Wrote {file}', { file: '{file} $&' })).toBe('Wrote {file} $&');
  });
});
