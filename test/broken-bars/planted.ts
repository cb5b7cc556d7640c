import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { readBarsCsv } from '../../src/infra/store/bars/csv/read-bars-csv.js';
import type { Reader } from './verdict.js';

/** Changes the text of a plain file on its way to the reader. */
const rewriting =
  (change: (text: string) => string): Reader =>
  (file, options) => {
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    const text = isFile ? readFileSync(file, 'latin1') : '';
    if (!isFile || text.startsWith('\x1f\x8b') || text.startsWith('PK')) return readBarsCsv(file, options);
    writeFileSync(file, change(text), 'latin1');
    return readBarsCsv(file, options);
  };

/** Readers with the bugs of the plan: the suite counts only while it finds each of them. */
export const PLANTED: Readonly<Record<string, { readonly reader: Reader; readonly caughtBy: RegExp }>> = {
  'Number("") is 0': {
    reader: rewriting((text) => text.replace(/,(?=,|\r?\n)/g, ',0')),
    caughtBy: /^an empty volume: /,
  },
  'sorts silently': {
    reader: rewriting((text) => {
      const lines = text.split('\n').filter((line) => line !== '');
      if (!/^[A-Za-z]/.test(lines[0] ?? '')) return text;
      const time = (line: string) => Number(line.split(',')[0]);
      if (lines.slice(1).some((line) => Number.isNaN(time(line)))) return text;
      return `${[lines[0]!, ...lines.slice(1).sort((a, b) => time(a) - time(b))].join('\n')}\n`;
    }),
    caughtBy: /^(?:two rows swapped|newest first, but for one row): /,
  },
  'takes ms for s': {
    reader: (file, options) => readBarsCsv(file, { ...options, timestampUnit: 's' }),
    caughtBy: /^ms: /,
  },
};
