import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BarSeries } from '../../core/bars.js';
import { given } from '../../core/given.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { BarStore } from '../../infra/store/bars/bar-store.js';
import type { CsvReadOptions } from '../../infra/store/bars/csv/read-bars-csv.js';
import { mergeBars } from '../../infra/store/bars/merge-bars.js';
import { readBarsFile } from '../../infra/store/bars/read-bars-file.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { findSeries } from '../data/series-name.js';

/** What the user says of files of bars: which column is which, the order of day and month, the zone of stamps without one. */
export type BarsReading = Pick<CsvReadOptions, 'map' | 'dateFormat' | 'timeZone'>;

export interface LoadBarsOptions {
  /** Files, and names of stored series (`BTCUSDT:1h`, `binance-um/BTCUSDT:5m`). */
  readonly data: readonly string[];
  readonly cwd: string;
  /** How the files are written, where they do not show it. */
  readonly reading?: BarsReading;
  readonly store: BarStore;
  /** Bars that close after this moment are not finished and left out, UTC ms. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

/** The bars of one symbol. */
export interface LoadedBars {
  /** The coarsest of its series: what the run goes over. */
  readonly bars: BarSeries;
  /** The finest, where there are two: it times fills and decides bars that touch both stop and target. */
  readonly finer: BarSeries | null;
  /** What each was read from, joined where several files make one series. */
  readonly source: string;
  readonly finerSource: string | null;
  /** Source of the local store, where all bars came from one; its funding may belong to them. */
  readonly storedUnder: string | null;
  readonly warnings: readonly string[];
}

interface Part {
  readonly bars: BarSeries;
  readonly source: string;
  readonly storedUnder: string | null;
  readonly warnings: readonly string[];
}

/**
 * Reads every input; files of one symbol and interval are put together in order of time, so that a series may be cut into
 * monthly files. A symbol with two intervals runs over the coarser one.
 * @throws InputError naming file, line and column, or what is not stored, or which bars contradict each other
 */
export async function loadBars(options: LoadBarsOptions): Promise<LoadedBars[]> {
  if (options.data.length === 0) {
    throw new InputError(
      'data.none',
      `${field('data')} is missing: name a file of bars, or a stored series such as BTCUSDT:1h.`,
      {
        where: 'data',
      },
    );
  }
  const bySymbol = new Map<string, Part[]>();
  for (const name of options.data) {
    const part = await readPart(name, options);
    bySymbol.set(part.bars.symbol, [...(bySymbol.get(part.bars.symbol) ?? []), part]);
  }
  return [...bySymbol].map(([symbol, parts]) => joined(symbol, parts));
}

async function readPart(name: string, { cwd, store, now, signal, reading = {} }: LoadBarsOptions): Promise<Part> {
  const path = resolve(cwd, name);
  if (!existsSync(path)) {
    const key = await findSeries(store, name);
    if (key !== null) {
      const bars = await store.load(key);
      const source = `${key.source}/${key.symbol}:${key.interval}`;
      return { bars: finishedBy(bars, now), source, storedUnder: key.source, warnings: [] };
    }
  }
  const read = { ...reading, asOf: now, ...given({ signal }) };
  const { bars, report, notes } = await readBarsFile(path, read);
  const warnings = notes.map((note) => `${name}: ${note}`);
  if (report?.unterminated === true) {
    warnings.push(`${name} does not end with a line break: its last number may have been cut off.`);
  }
  return { bars: finishedBy(bars, now), source: name, storedUnder: null, warnings };
}

const finishedBy = (bars: BarSeries, now: number): BarSeries =>
  bars.slice(0, bars.indexAtOrAfter(now - bars.intervalMs + 1));

function joined(symbol: string, parts: readonly Part[]): LoadedBars {
  const intervals = [...new Set(parts.map(({ bars }) => bars.intervalMs))].sort((a, b) => b - a);
  if (intervals.length > 2) {
    throw new InputError(
      'data.intervals',
      `The bars of ${symbol} come in ${intervals.map(intervalName).join(', ')}: give one interval, and at most one finer.`,
      { where: 'data' },
    );
  }
  const [own, finer] = intervals.map((interval) => {
    const same = parts.filter(({ bars }) => bars.intervalMs === interval);
    const bars = same.map((part) => part.bars).reduce((all, next) => mergeBars(all, next, 'error').bars);
    return { bars, source: same.map(({ source }) => source).join(' + ') };
  });
  const stored = new Set(parts.map(({ storedUnder }) => storedUnder));
  return {
    bars: own!.bars,
    source: own!.source,
    finer: finer?.bars ?? null,
    finerSource: finer?.source ?? null,
    storedUnder: stored.size === 1 ? [...stored][0]! : null,
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}
