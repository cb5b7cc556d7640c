import { CsvError } from './csv-error.js';
import type { ByteSource } from './byte-source.js';

/** More than this does not fit beside its own rows. */
const MAX_BYTES = 480 * 1024 * 1024;
const HEAD = 64 * 1024;

/** A source that gives the bytes of `head` before those of `rest`. */
function prefixed(head: Buffer, rest: ByteSource): ByteSource {
  let at = 0;
  return {
    sizeHint: Math.max(rest.sizeHint, head.length),
    read(buffer, offset, length) {
      if (at === head.length) return rest.read(buffer, offset, length);
      const count = Math.min(length, head.length - at);
      head.copy(buffer, offset, at, at + count);
      at += count;
      return Promise.resolve(count);
    },
    close: () => rest.close(),
  };
}

/**
 * A source whose JSON is turned into the same rows as CSV: a list of lists (freqtrade, ccxt, Binance), of objects, one of either a
 * line, a list inside an answer (Bybit, OKX), or lists by name (pandas, TradingView). Anything else passes as it is.
 * @throws CsvError where it is JSON of another shape
 */
export async function withJsonAsCsv(file: string, source: ByteSource): Promise<ByteSource> {
  try {
    return await asCsv(file, source);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function asCsv(file: string, source: ByteSource): Promise<ByteSource> {
  const head = Buffer.alloc(HEAD);
  const first = await fill(source, head);
  const start = head
    .toString('utf8', 0, Math.min(first, 256))
    .replace(/^\ufeff/, '')
    .trimStart();
  if (!/^(?:\[\s*[[{\d"]|\{\s*")/.test(start)) return prefixed(head.subarray(0, first), source);
  const parts = [head.subarray(0, first)];
  for (let total = first; parts.at(-1)!.length > 0;) {
    const part = Buffer.allocUnsafe(1 << 20);
    parts.push(part.subarray(0, await fill(source, part)));
    total += parts.at(-1)!.length;
    if (total > MAX_BYTES)
      throw new CsvError(file, { message: 'as JSON it is too large', remedy: 'convert it to CSV or Parquet' });
  }
  const text = Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const csv = Buffer.from(csvOf(file, parse(file, text)));
  return prefixed(csv, { sizeHint: csv.length, read: () => Promise.resolve(0), close: () => source.close() });
}

async function fill(source: ByteSource, buffer: Buffer): Promise<number> {
  let got = 0;
  for (let count = -1; count !== 0 && got < buffer.length; got += count) {
    count = await source.read(buffer, got, buffer.length - got);
  }
  return got;
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Python writes what is no number so, which JSON has no word for.
    const plain = text.replace(/(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[\],}])/g, 'null');
    if (plain !== text) return parse(file, plain);
    try {
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown);
    } catch {
      throw new CsvError(
        file,
        { message: 'it begins like JSON but is not valid JSON', remedy: 'check that the download finished' },
        error,
      );
    }
  }
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const line = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\n`;

function csvOf(file: string, document: unknown): string {
  const rows = listIn(document, 0);
  if (rows !== null) {
    if (Array.isArray(rows[0])) return rows.map((row) => line(Array.isArray(row) ? row : [row])).join('');
    const names = [...new Set(rows.flatMap((row) => (isObject(row) ? Object.keys(row) : [])))];
    return line(names) + rows.map((row) => line(names.map((name) => (isObject(row) ? row[name] : null)))).join('');
  }
  const table = isObject(document) ? columnsIn(document) : null;
  if (table !== null) return table;
  throw new CsvError(file, {
    message: 'its JSON is not a list of bars',
    remedy: 'give a list of [time, open, high, low, close, volume] or of objects with these names',
  });
}

/** The first list of rows, at most three names deep. */
function listIn(value: unknown, depth: number): readonly unknown[] | null {
  if (Array.isArray(value)) {
    const [first] = value as unknown[];
    return (Array.isArray(first) && first.length >= 5) || (isObject(first) && Object.keys(first).length >= 5)
      ? value
      : null;
  }
  if (!isObject(value) || depth > 3) return null;
  const { columns, data, index } = value;
  if (Array.isArray(columns) && Array.isArray(data) && Array.isArray(data[0])) {
    const header = columns.includes('timestamp') || columns.includes('date') || !Array.isArray(index) ? null : index;
    const names = header === null ? columns : ['time', ...(columns as unknown[])];
    return (data as unknown[][]).map((row, i) =>
      Object.fromEntries((header === null ? row : [header[i], ...row]).map((each, k) => [String(names[k]), each])),
    );
  }
  for (const inner of Object.values(value)) {
    const found = listIn(inner, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Lists by name, `{"t":[…],"o":[…]}`, or columns by index as pandas writes them. */
function columnsIn(document: Json): string | null {
  const lists = Object.entries(document).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  if (lists.length >= 5) {
    const rows = lists[0]![1].map((_, i) => line(lists.map(([, list]) => list[i])));
    return line(lists.map(([name]) => name)) + rows.join('');
  }
  const maps = Object.entries(document).filter((entry): entry is [string, Json] => isObject(entry[1]));
  if (maps.length < 5) return null;
  const keys = Object.keys(maps[0]![1]);
  const hasTime = maps.length > 5;
  const names = [...(hasTime ? [] : ['time']), ...maps.map(([name]) => name)];
  const rows = keys.map((key) => line([...(hasTime ? [] : [key]), ...maps.map(([, column]) => column[key])]));
  return line(names) + rows.join('');
}
