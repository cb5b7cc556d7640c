import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { constantsIn, constantsOf, isConstant } from './constants.js';
import { DOCUMENTS, PAIRS, ROOT, type Block, type Document } from './documents.js';
import { figuresIn, type Figure } from './figures.js';

/**
 * Every number of a document is one of three things:
 *
 * - what a command prints: in a block, which `quoted.test.ts` and `examples.test.ts` compare, or between `<!-- quoted -->` and
 *   `<!-- end -->`, each number of which stands in such a block of the document;
 * - a measurement: between `<!-- measured: name -->` and `<!-- end -->`, the same numbers as in the `*.golden.json` that lies
 *   beside what measures it, with the command that does. The tests that measure it compare theirs with that file;
 * - what the program decides by: then it is a constant of the rooms that the document is about.
 *
 * A number that is none of them fails here, with its place.
 */
const GOLDEN = z.record(
  z.string().regex(/^[a-z0-9-]+$/),
  z.strictObject({ command: z.string(), figures: z.record(z.string(), z.array(z.number()).min(1)) }),
);

/** Where the constants of a document are; of the others anywhere in `src`. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'docs/API.md': ['src/core', 'src/engine'],
  'docs/ARCHITECTURE.md': ['src/core', 'test/house'],
  'docs/EARNED_SIZE.md': ['src/evaluation', 'src/core'],
  'docs/EVALUATION.md': ['src/evaluation', 'src/core', 'src/app/evaluations', 'src/cli/commands', 'bench'],
  'docs/FULL_CYCLE_TEST.md': ['src/core', 'src/app', 'src/report'],
  'docs/GLOSSARY.md': ['src/core', 'src/report', 'src/evaluation', 'src/engine'],
  'docs/HISTORY.md': ['src/core', 'src/infra/sources', 'src/infra/store', 'src/app'],
  'docs/JOURNAL.md': ['src/live', 'src/infra/store', 'src/core'],
  'docs/LEDGER.md': ['src/infra/store', 'src/infra/llm', 'src/app', 'src/core', 'src/report/terminal'],
  'docs/OLLAMA_SETUP.md': ['src/infra/llm', 'src/app/config', 'src/app/doctor', 'src/core'],
  'docs/PROMPTS.md': ['src/core', 'src/app'],
  'docs/REHEARSAL.md': ['src/live', 'src/cli', 'src/core'],
  'docs/SETTINGS.md': ['src/app/config', 'src/core'],
  'docs/STRATEGIES.md': ['src/strategies', 'src/core', 'src/engine'],
  'docs/TESTS.md': ['bench', 'stryker.config.json', 'test', 'scripts', '.github/workflows/ci.yml'],
};

/** What others decide by, and who says so. */
const OF_OTHERS: readonly { readonly document: string; readonly text: string; readonly source: string }[] = [
  { document: 'docs/OLLAMA_SETUP.md', text: '300 s', source: 'undici: headersTimeout of the dispatcher of fetch' },
  { document: 'docs/OLLAMA_SETUP.md', text: '5 minutes', source: 'Ollama: OLLAMA_KEEP_ALIVE' },
];

/** Counts of parts, chapters and the like, which a text also writes as words. */
const isSmall = ({ unit, value }: Figure): boolean => unit === null && Number.isInteger(value) && Math.abs(value) <= 12;

interface Golden {
  readonly file: string;
  readonly command: string;
  readonly values: readonly number[];
}

const goldens = new Map<string, Golden>();
for (const folder of ['src', 'test', 'scripts', 'bench']) {
  for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.golden.json')) continue;
    const file = `${folder}/${name}`;
    const passages = GOLDEN.parse(JSON.parse(readFileSync(join(ROOT, file), 'utf8')));
    for (const [passage, { command, figures }] of Object.entries(passages)) {
      if (goldens.has(passage)) throw new Error(`${file}: "${passage}" is stored twice`);
      goldens.set(passage, { file, command, values: Object.values(figures).flat() });
    }
  }
}

/** Blocks of text that are compared, whole, by the test that is named; those of others hold formulas and files. */
const COMPARED: Readonly<Record<string, string>> = {
  'README.md': 'test/docs/examples.test.ts',
  'docs/API.md': 'test/docs/examples.test.ts',
  'docs/EVALUATION.md': 'test/docs/examples.test.ts',
  'docs/JOURNAL.md': 'test/journal/document.test.ts',
};

const isDated = ({ path }: Document): boolean => path.startsWith('docs/decisions/');
const russian = new Map(PAIRS.map(([english, other]) => [english.path, other]));
const documents = DOCUMENTS.filter((one) => !isDated(one) && !one.path.endsWith('.ru.md'));

/** A block of text, as prose that may be checked. */
const asProse = (block: Block): string => '\n'.repeat(block.line) + block.text.replace(/^#/gm, ' ');

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const inPassage = (figures: readonly Figure[], name: string): number[] =>
  figures.filter(({ passage }) => passage === name).map(({ value }) => value);
const passagesOf = (path: string): string[] => [
  ...new Set(figuresIn(path).flatMap(({ passage }) => (passage === null || passage === 'quoted' ? [] : [passage]))),
];

/** The chapter that a line is in, white space folded. */
function chapterAt({ text }: Document, line: number): string {
  const lines = text.split('\n');
  const isStart = (one: string): boolean => /^##? /.test(one);
  const start = lines.findLastIndex((one, i) => i < line && isStart(one));
  const end = lines.findIndex((one, i) => i >= line && isStart(one));
  return lines
    .slice(Math.max(0, start), end < 0 ? undefined : end)
    .join(' ')
    .replace(/\s+/g, ' ');
}

/** Why a number of a document can be neither measured nor decided by, for each; none where all can. */
function strayIn({ path, blocks }: Document, figures: readonly Figure[]): string[] {
  const places = ROOMS[path] ?? ['src'];
  const constants = constantsIn(places);
  const printed = blocks.filter(({ language }) => language === 'console').map(({ text }) => text);
  return figures.flatMap((figure) => {
    const { passage, text, value, line } = figure;
    if (passage === 'quoted') {
      const isPrinted = new RegExp(String.raw`(?<![\d.])${value}(?![\d.]*\d)`);
      return printed.some((block) => isPrinted.test(block)) ? [] : [`${path}:${line}: no command here prints ${text}`];
    }
    if (passage !== null || (isSmall(figure) && !figure.counted) || isConstant(figure, constants)) return [];
    if (OF_OTHERS.some((one) => one.document === path && one.text === text)) return [];
    return [
      `${path}:${line}: "${text}" is not a constant of ${places.join(', ')}. If it was measured, put it between ` +
        '<!-- measured: name --> and <!-- end -->, and store it in a .golden.json beside what measures it',
    ];
  });
}

describe.each(documents.map((document) => [document.path, document] as const))('%s', (path, document) => {
  const figures = figuresIn(path);

  it('has no number that nothing prints, measures or decides by', () => {
    expect(strayIn(document, figures)).toEqual([]);
  });

  it('has no such number in a block that nothing compares', () => {
    const texts = document.blocks.filter(({ language }) => language === 'text' || language === '');
    const stray = texts.filter((block) => strayIn(document, figuresIn(path, asProse(block))).length > 0);
    if (stray.length === 0) return;
    const test = COMPARED[path];
    expect(test, `${path}:${stray[0]!.line}: no test compares this block`).toBeDefined();
    const compares = new RegExp(String.raw`blocksOf\('text'(?:, '${path}')?\)|'${path}'`);
    expect(readFileSync(join(ROOT, test!), 'utf8'), path).toMatch(compares);
  });

  it('has the measured numbers as they are stored, and names what measures them', () => {
    for (const name of passagesOf(path)) {
      const golden = goldens.get(name);
      expect(golden, `${path}: nothing is stored of "${name}"`).toBeDefined();
      expect(inPassage(figures, name), `${path}: "${name}" beside ${golden!.file}`).toEqual(golden!.values);
      const { line } = figures.find(({ passage }) => passage === name)!;
      const ofTests = /^npx vitest run (\S+)$/.exec(golden!.command)?.[1];
      const text = ofTests === undefined ? chapterAt(document, line) : readFileSync(join(ROOT, ofTests), 'utf8');
      const wanted = ofTests === undefined ? golden!.command : golden!.file.split('/').at(-1)!;
      expect(text.includes(wanted), `${path}:${line}: "${name}": ${wanted} is not named`).toBe(true);
    }
  });

  const other = russian.get(path);
  it.skipIf(other === undefined)('has the same numbers in Russian', () => {
    const theirs = figuresIn(other!.path);
    expect(passagesOf(other!.path).sort()).toEqual(passagesOf(path).sort());
    for (const name of [...passagesOf(path), 'quoted']) {
      expect(sorted(inPassage(theirs, name)), name).toEqual(sorted(inPassage(figures, name)));
    }
    const large = (all: readonly Figure[]) => sorted(all.filter((one) => !isSmall(one)).map(({ value }) => value));
    expect(large(theirs)).toEqual(large(figures));
  });
});

it('stores nothing that no document says', () => {
  const said = new Set(documents.flatMap(({ path }) => passagesOf(path)));
  expect([...goldens.keys()].filter((name) => !said.has(name))).toEqual([]);
});

it('stores figures beside what measures them', () => {
  for (const { file, command } of goldens.values()) {
    const measured = /(?:^| )(?:test|src|bench|scripts)\/\S+/.exec(command)?.[0].trim();
    if (measured === undefined) continue;
    expect(existsSync(join(ROOT, measured)), command).toBe(true);
    if (measured.startsWith('src/')) expect(dirname(file)).toBe(dirname(measured));
  }
});

describe('the rule', () => {
  const strays = (text: string): string[] => {
    const document: Document = { ...documents.find(({ path }) => path === 'docs/EVALUATION.md')!, text };
    return strayIn(document, figuresIn(document.path, text)).map((line) => /"([^"]+)"/.exec(line)![1]!);
  };

  it.each([
    ['Its Brier skill was 0.137.', '0.137'],
    ['Its Brier skill was −0.05.', '−0.05'],
    ['It was right in 37 % of cases.', '37 %'],
    ['It took 17 s.', '17 s'],
    ['The ledger takes 23 MB.', '23 MB'],
    ['It was flagged in 3 of 200 markets.', '3'],
    ['It asked 4,711 questions.', '4,711'],
    ['| 2,600, 24 | 0.353 |', '0.353'],
  ])('finds a forgotten one: %s', (text, found) => {
    expect(strays(text)).toContain(found);
  });

  it.each([
    'The `0.137` of a span, [a link](to-0.137.md), 2024-01-31 12:34, SmolLM2 135M, SHA-256, chapter 7.',
    'Below 0.025 it is skilled; 95 % intervals; at least 5 of them… no: five.',
    '```console\n$ llm-trading size\n0.137\n```',
    '1. The first of a list, in 2022–2024.',
  ])('lets be what is no measurement: %s', (text) => {
    expect(strays(text)).toEqual([]);
  });

  it('knows lengths of time and sizes in a program, and not its comments', () => {
    const constants = constantsOf(
      '// 0.77\nconst A = 15 * MINUTE_MS; const B = 64 * 1024 * 1024; /* 33 */ f(1_000, 0.05);',
    );
    expect([15, 900_000, 64 * 2 ** 20, 1_000, 0.05].filter((value) => !constants.has(value))).toEqual([]);
    expect([0.77, 33].filter((value) => constants.has(value))).toEqual([]);
  });

  it('refuses a passage that is not closed, or opened twice', () => {
    expect(() => figuresIn('a.md', '<!-- measured: a -->1\n## Next')).toThrow(/a\.md:2.*not closed/);
    expect(() => figuresIn('a.md', '<!-- measured: a -->1')).toThrow(/not closed/);
    expect(() => figuresIn('a.md', '<!-- quoted -->1 <!-- measured: b -->')).toThrow(/within/);
  });
});
