import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../../core/errors.js';
import { parseSymbol } from '../../core/symbol.js';
import type { BarStore } from '../../infra/store/bars/bar-store.js';
import { readFundingCsv } from '../../infra/store/bars/csv/read-funding-csv.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import type { SettledFunding } from '../../infra/store/bars/stored-series.js';
import { HOUR } from '../../core/time.js';

export interface LoadFundingOptions {
  /** Files, and symbols whose funding is stored. */
  readonly funding: readonly string[];
  /** Symbols of the run, with the source of the store that their bars came from. */
  readonly symbols: ReadonlyMap<string, string | null>;
  readonly cwd: string;
  readonly store: BarStore;
  readonly signal?: AbortSignal;
}

export interface LoadedFunding {
  readonly series: SettledFunding;
  readonly source: string;
  readonly warnings: readonly string[];
}

/**
 * Funding by the symbol it belongs to: the one in the file's name, or the run's only one where the name holds none.
 * @throws InputError naming the file and what is wrong
 */
export async function loadFunding(options: LoadFundingOptions): Promise<Map<string, LoadedFunding>> {
  const found = new Map<string, LoadedFunding>();
  for (const name of options.funding) {
    const loaded = await readOne(name, options);
    const { symbol } = loaded.series;
    if (found.has(symbol)) throw wrong(name, `the funding of ${symbol} is given twice`);
    found.set(symbol, loaded);
  }
  return found;
}

async function readOne(name: string, options: LoadFundingOptions): Promise<LoadedFunding> {
  const { symbols, cwd, signal } = options;
  const path = resolve(cwd, name);
  const stored = existsSync(path) ? undefined : symbols.get(name.toUpperCase());
  if (stored !== undefined) return fromStore(name.toUpperCase(), stored, options);
  const series = await readFundingCsv(path, signal === undefined ? {} : { signal });
  const symbol = belongsTo(series.symbol, [...symbols.keys()]);
  if (symbol === null) {
    throw wrong(name, `it is funding of ${series.symbol}, and the run trades ${[...symbols.keys()].join(', ')}`);
  }
  const shift = offGrid(series);
  const warnings =
    shift === 0
      ? []
      : [
          `The funding times of ${name} lie ${shift} h off the usual hours of settlement (00:00, 08:00, 16:00 UTC): they may be in another time zone.`,
        ];
  return { series: { ...series, symbol }, source: name, warnings };
}

async function fromStore(symbol: string, source: string | null, { store }: LoadFundingOptions): Promise<LoadedFunding> {
  const series = source === null ? null : await new FundingStore(store.root).load(source, symbol);
  if (source === null || series === null) {
    throw wrong(
      symbol,
      source === null
        ? `there is no such file, and the bars of ${symbol} did not come from one source of the local store`
        : `no funding of ${symbol} is stored beside the bars of ${source}; fetch it with llm-trading data fetch --kind funding`,
    );
  }
  return { series, source: `${source}/${symbol} funding`, warnings: [] };
}

function belongsTo(symbol: string, symbols: readonly string[]): string | null {
  if (symbols.includes(symbol)) return symbol;
  const [only] = symbols;
  if (only === undefined || symbols.length > 1) return null;
  try {
    parseSymbol(symbol);
    return null;
  } catch {
    // The file's name holds no pair: it can only be of the one symbol there is.
    return only;
  }
}

const EIGHT_HOURS = 8 * HOUR;

/** Hours by which most settlements miss the grid of 8 hours, where the records are 8 hours apart; else 0. */
function offGrid({ time }: SettledFunding): number {
  const counts = new Map<number, number>();
  let apart = 0;
  for (let i = 0; i < time.length; i++) {
    const step = i === 0 ? NaN : time[i]! - time[i - 1]!;
    if (step === EIGHT_HOURS) apart++;
    const offset = time[i]! % EIGHT_HOURS;
    counts.set(offset, (counts.get(offset) ?? 0) + 1);
  }
  if (apart * 2 < time.length) return 0;
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return (most?.[0] ?? 0) / HOUR;
}

const wrong = (name: string, problem: string): InputError =>
  new InputError('funding.file', `${name} (--funding) cannot be used: ${problem}.`, { where: '--funding' });
