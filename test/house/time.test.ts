import { describe, expect, it } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/sources.js';

/** Where a length of time or a date text may be written out. */
const HOME = 'src/core/time.ts';
/** The text of a file for the user's own folder, which cannot import ours. */
const TEMPLATE = 'src/app/strategy-template/test-file.ts';
/** Text that runs in a browser: it takes its constants from `core/time`, but has no access to its functions. */
const BROWSER = 'src/report/html/script/values.ts';

const CONSTANT =
  /(?<![\w.])(?:86_?400_?000|3_?600_?000|604_?800_?000|60_?000|3_?600|86_?400|604_?800|172_?800|(?:7_?200|900|120)_?000)(?![\w.])|\b60 \* 1_?000\b|\b(?:60 \* 60|24 \* 60|24 \* HOUR|60 \* (?:SECOND|MINUTE))\b|\b(?:36e5|864e5|6e4|3\.6e6|8\.64e7)\b|const (?:SECOND|MINUTE|HOUR|DAY|WEEK|YEAR)(?:_MS)? = (?:\d|(?:SECOND|MINUTE|HOUR|DAY|WEEK)\b)/;
const DATE_TEXT = /new Date\([^`'].*\)\.toISOString\(\)|toISOString\(\)\.slice\(0, (?:7|10|16)\)/;

const linesWith = (pattern: RegExp, files: readonly SourceFile[], homes: readonly string[]): string[] =>
  files
    .filter(({ path }) => !homes.includes(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
    );

describe('core/time is the one place', () => {
  const files = sourceFiles();

  it('of every length of time', () => {
    expect(linesWith(CONSTANT, files, [HOME, TEMPLATE])).toEqual([]);
  });

  it('of every text of a moment', () => {
    expect(linesWith(DATE_TEXT, files, [HOME, BROWSER])).toEqual([]);
  });

  it.each([
    ['const DAY = 86_400_000;', CONSTANT],
    ['  const windowMs = 30 * 86400000;', CONSTANT],
    ['limit: 10, windowMs: 60_000 }', CONSTANT],
    ['const HOUR_MS = 60 * MINUTE;', CONSTANT],
    ['return 24 * 60 * 60 * 1000;', CONSTANT],
    ['if (seconds < 3600) return 1;', CONSTANT],
    ['const day = 86_400;', CONSTANT],
    ['const end = 24 * 60;', CONSTANT],
    ['const since = 45 * 24 * HOUR;', CONSTANT],
    ['const dayMs = 864e5;', CONSTANT],
    ['const day = new Date(time).toISOString().slice(0, 10);', DATE_TEXT],
    ['const text = new Date(bars.openTime[0]!).toISOString();', DATE_TEXT],
    ['return date.toISOString().slice(0, 16);', DATE_TEXT],
  ])('and a copy is found: %s', (line, pattern) => {
    const copy = { path: 'src/core/copy.ts', text: `import { x } from './x.js';\n${line}\n` };
    expect(linesWith(pattern, [copy], [])).toEqual([`src/core/copy.ts:2: ${line.trim()}`]);
  });

  it.each(['const samples = 160_000;', 'const DAYS = 30;', 'const price = 60_000.5;', 'const AGE = 30 * DAY;'])(
    'and anything else is left alone: %s',
    (text) => {
      expect(linesWith(CONSTANT, [{ path: 'src/core/other.ts', text }], [])).toEqual([]);
    },
  );
});
