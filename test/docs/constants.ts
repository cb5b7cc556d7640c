import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.js';
import { ROOT } from './documents.js';

const MS: Readonly<Record<string, number>> = {
  SECOND_MS: 1_000,
  MINUTE_MS: 60_000,
  HOUR_MS: 3_600_000,
  DAY_MS: 86_400_000,
};
const MEGABYTE = 2 ** 20;

const sourcesIn = (place: string): string[] =>
  statSync(join(ROOT, place)).isFile()
    ? [place]
    : readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(?:ts|mjs)$/.test(name) && !name.includes('.test.'))
        .map((name) => `${place}/${name}`);

/** The numbers that a program text decides by: its literals, lengths of time in ms, sizes in bytes; not its comments. */
export function constantsOf(text: string): Set<number> {
  const found = new Set<number>();
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');
  for (const match of code.matchAll(/(?<![\w.])(\d{1,3}(?:,\d{3})+|\d[\d_]*(?:\.\d+)?(?:e-?\d+)?)/g)) {
    const value = Number(match[1]!.replace(/[_,]/g, ''));
    found.add(value);
    const after = code.slice(match.index + match[0].length, match.index + match[0].length + 20);
    const before = code.slice(Math.max(0, match.index - 20), match.index);
    const length = /^ \* (SECOND_MS|MINUTE_MS|HOUR_MS|DAY_MS)\b/.exec(after)?.[1];
    if (length !== undefined) found.add(value * MS[length]!);
    if (/^ \* (?:1_?024 \* 1_?024|1_?024 \*\* 2|2 \*\* 20|MB\b|MEGABYTE)/.test(after)) found.add(value * MEGABYTE);
    if (before.endsWith('_s: ')) found.add(value * 1_000);
    if (before.endsWith('_mb: ')) found.add(value * MEGABYTE);
    if (before.endsWith('_limit: ') && after.startsWith('g')) found.add(value * 1_024 * MEGABYTE);
  }
  return found;
}

export const constantsIn = (places: readonly string[]): Set<number> =>
  new Set(places.flatMap(sourcesIn).flatMap((path) => [...constantsOf(readFileSync(join(ROOT, path), 'utf8'))]));

const round = (value: number): number => Number(value.toPrecision(12));

/** What a figure would be as a constant: a share for a percentage, ms for a length of time, bytes for a size. */
function asConstants({ value, unit }: Figure): number[] {
  switch (unit) {
    case '%':
      return [round(value / 100), round(1 - value / 100)];
    case 'ms':
      return [value];
    case 's':
    case 'second':
    case 'seconds':
      return [value * 1_000];
    case 'minute':
    case 'minutes':
      return [value * 60_000];
    case 'hour':
    case 'hours':
    case 'h':
      return [value, value * 3_600_000];
    case 'day':
    case 'days':
      return [value, value * 86_400_000];
    case 'MB':
      return [value * MEGABYTE, value * 1_000_000];
    case 'GB':
      return [value * 1_024 * MEGABYTE];
    default:
      return [value];
  }
}

/** Whether it says what the program decides by; what happened (a count of so many, a negative score) is never that. */
export const isConstant = (figure: Figure, constants: ReadonlySet<number>): boolean =>
  !figure.counted && figure.value >= 0 && asConstants(figure).some((value) => constants.has(value));
