import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './documents.js';

/** A number in the prose or in a table of a document. */
export interface Figure {
  readonly value: number;
  /** As it is written, e.g. "−0.06" or "15 minutes". */
  readonly text: string;
  readonly unit: string | null;
  readonly line: number;
  /** The passage that it stands in: its name, `quoted`, or null. */
  readonly passage: string | null;
  /** "3 of 200": how often something happened, which no constant says. */
  readonly counted: boolean;
}

const UNITS = '%|ms|s|seconds?|minutes?|hours?|h|days?|MB|GB|мс|с|секунд[аы]?|минут(?:а|ы|ами)?|ч|дн(?:я|ей|ях)|МБ|ГБ';
/** Not glued to a letter, as in "SHA-256" and "135M". */
const NUMBER = new RegExp(
  String.raw`(?<![\p{L}\d.,_-])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\d.,]*\p{L})(?!\d|,\d)(?: (?:${UNITS})(?![\p{L}\d]))?`,
  'gu',
);
/** Opens a passage whose numbers are stored under that name, or stand in a compared block; `end` closes it. */
const MARKER = /<!-- (?:measured: ([a-z0-9-]+)|(quoted)|(end)) -->/g;

const YEARS = /(?<![\d.,−-])(?:19\d\d|20[0-3]\d)(?:–(?:19|20)?\d\d)?(?!\d|[.,]\d| %)/g;
/** Not a figure: code, targets of links, numbers of lists, dates and times of day, years, chapters. */
const ASIDE: readonly RegExp[] = [
  /`[^`]*`/g,
  /\]\([^)]*\)/g,
  /^\s*\d+\. /g,
  /\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?/g,
  YEARS,
  /(?:chapters?|глав\p{L}*) \d+(?: (?:and|и) \d+)?/giu,
];

/** "2 000" and "2,000" are 2000. */
const joined = (line: string): string => line.replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, ',');

const bare = (line: string): string =>
  joined(ASIDE.reduce((rest, pattern) => rest.replace(pattern, (found) => ' '.repeat(found.length)), line));

function figuresOf(line: string, at: number, passage: string | null): Figure[] {
  return [...line.matchAll(NUMBER)].map((match) => {
    const [number, unit] = match[0].split(' ');
    const rest = line.slice(match.index + match[0].length);
    const before = line.slice(0, match.index);
    return {
      value: Number(number!.replaceAll(',', '').replace('−', '-')),
      text: match[0],
      unit: unit ?? null,
      line: at,
      passage,
      counted: /^ (?:of|из) \d/.test(rest) || /\d (?:of|из) $/.test(before),
    };
  });
}

/** Every number outside blocks, with its passage. */
export function figuresIn(path: string, text = readFileSync(join(ROOT, path), 'utf8')): Figure[] {
  const found: Figure[] = [];
  let passage: string | null = null;
  let isBlock = false;
  for (const [i, raw] of text.split('\n').entries()) {
    if (raw.startsWith('```')) isBlock = !isBlock;
    else if (!isBlock) {
      if (raw.startsWith('#')) {
        if (passage !== null)
          throw new Error(`${path}:${i + 1}: the passage "${passage}" is not closed before this heading`);
        continue;
      }
      // A marker may stand anywhere in a line: what is before it belongs to the passage before.
      let start = 0;
      const line = bare(raw.replace(MARKER, (mark) => '\u0001'.repeat(mark.length)));
      for (const mark of raw.matchAll(MARKER)) {
        found.push(...figuresOf(line.slice(start, mark.index), i + 1, passage));
        start = mark.index + mark[0].length;
        if (mark[3] === undefined && passage !== null) throw new Error(`${path}:${i + 1}: a passage within a passage`);
        passage = mark[3] === undefined ? (mark[1] ?? mark[2]!) : null;
      }
      found.push(...figuresOf(line.slice(start), i + 1, passage));
    }
  }
  if (passage !== null) throw new Error(`${path}: the passage "${passage}" is not closed`);
  return found;
}
