import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FILL_REASONS, REFUSAL_REASONS } from '../../../engine/index.js';
import { newCounters } from '../../../engine/account/counters.js';
import { RECALIBRATION_KINDS } from '../../../evaluation/calibration/recalibration.js';
import { titleOf } from '../../shared/format.js';
import { KNOWN_METRICS, metricInfo } from '../../shared/metric-list.js';
import { sourceFiles } from '../../../../test/support/sources.js';
import { terminalRu } from '../terminal/ru.js';
import { reportRu } from './ru.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const texts: Readonly<Record<string, string>> = reportRu;
const own = Object.entries(texts).filter(([en]) => !Object.hasOwn(terminalRu, en));
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name!))].sort();
const forms = (text: string): number[] =>
  [...text.matchAll(/\{\w+:([^{}]*)\}/g)].map(([, all]) => all!.split('|').length);
const missing = (words: readonly string[]): string[] => words.filter((word) => texts[word] === undefined);

describe('Russian of the reports', () => {
  it('names the values of the English, each of them, with the forms that a number takes', () => {
    expect(own.length).toBeGreaterThan(500);
    expect(own.filter(([en, ru]) => names(en).join() !== names(ru).join())).toEqual([]);
    expect(own.filter(([en, ru]) => forms(en).some((n) => n !== 2) || forms(ru).some((n) => n !== 3))).toEqual([]);
  });

  it('says one thing once: neither two files nor the terminal have the same English', async () => {
    const files = readdirSync(FOLDER).filter((file) => file.startsWith('ru-'));
    const all = await Promise.all(
      files.map(async (file) => {
        const loaded = (await import(pathToFileURL(join(FOLDER, file)).href)) as Record<string, object>;
        return Object.values(loaded).flatMap((each) => Object.keys(each));
      }),
    );
    const keys = [...all.flat(), ...Object.keys(terminalRu)];
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('has the words of every code that a report shows', () => {
    expect(missing([...REFUSAL_REASONS, ...FILL_REASONS].map(titleOf))).toEqual([]);
    expect(missing(Object.keys(newCounters()).map(titleOf))).toEqual([]);
    expect(missing(RECALIBRATION_KINDS.flatMap((kind) => [kind, titleOf(kind)]))).toEqual([]);
    const measures = KNOWN_METRICS.map(metricInfo);
    expect(missing(measures.flatMap(({ label, group, about }) => [label, group, about]))).toEqual([]);
  });

  it('holds nothing that nobody says', () => {
    const sources = sourceFiles()
      .filter(({ path }) => /^src\/(?:report\/(?:html|shared)|core|engine|evaluation)\//.test(path))
      .map(({ text }) => text)
      .join('\n');
    const codes = new Set([...REFUSAL_REASONS, ...FILL_REASONS, ...Object.keys(newCounters())].map(titleOf));
    const unused = own.filter(
      ([en]) =>
        !["'", '"', '`'].some((quote) => sources.includes(`${quote}${en}${quote}`)) &&
        !codes.has(en) &&
        !/^\w+$/.test(en),
    );
    expect(unused.map(([en]) => en)).toEqual([]);
  });
});
