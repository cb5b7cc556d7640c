import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { loadBars, type LoadBarsOptions, type LoadedBars } from './load-bars.js';

/** Bars of the mark price of one symbol, at the interval of its traded bars. */
export interface LoadedMark {
  readonly bars: BarSeries;
  readonly source: string;
  readonly warnings: readonly string[];
}

/** `BTCUSDT:1h` without a source. */
const BARE_SERIES = /^([A-Za-z0-9][\w.-]*):[1-9]\d{0,3}[smhdw]$/;

/**
 * Mark prices by symbol, from files and names of stored series. A bare `BTCUSDT:1h` means the mark prices stored beside the
 * traded bars of that symbol.
 * @param traded the bars of the run
 * @throws InputError naming the series and what is wrong with it
 */
export async function loadMark(
  options: LoadBarsOptions,
  traded: readonly LoadedBars[],
): Promise<Map<string, LoadedMark>> {
  const found = new Map<string, LoadedMark>();
  if (options.data.length === 0) return found;
  const stored = new Map(traded.map(({ bars, storedUnder }) => [bars.symbol, storedUnder]));
  const names = options.data.map((name) => {
    const symbol = existsSync(resolve(options.cwd, name)) ? undefined : BARE_SERIES.exec(name)?.[1];
    const source = symbol === undefined ? null : (stored.get(symbol) ?? null);
    return source === null ? name : `${source}-mark/${name}`;
  });
  for (const { bars, finer, source, warnings } of await loadBars({ ...options, data: names })) {
    const { symbol, intervalMs } = bars;
    const own = traded.find((each) => each.bars.symbol === symbol);
    if (own === undefined) {
      throw wrong(source, `they are of ${symbol}, and the run trades ${[...stored.keys()].join(', ')}`);
    }
    const wanted = own.bars.intervalMs;
    const given = finer === null ? intervalName(intervalMs) : `${intervalName(intervalMs)} and another interval`;
    if (finer !== null || intervalMs !== wanted) {
      throw wrong(source, `they are bars of ${given}, and those of the run are of ${intervalName(wanted)}`);
    }
    found.set(symbol, { bars, source, warnings });
  }
  return found;
}

/** Says where the traded price stands in for a mark price. @throws InputError where the run has none at all */
export function markWarnings(traded: BarSeries, mark: BarSeries, source: string): string[] {
  let row = 0;
  let missing = 0;
  for (const time of traded.openTime) {
    while (row < mark.length && mark.openTime[row]! < time) row++;
    if (mark.openTime[row] !== time) missing++;
  }
  if (missing === traded.length) throw wrong(source, 'none of them lies within the run');
  if (missing === 0) return [];
  return [
    `Mark prices of ${traded.symbol} are missing for ${missing} of ${traded.length} bars; the traded price stands in for them.`,
  ];
}

const wrong = (source: string, problem: string): InputError =>
  new InputError('data.mark', `The mark prices ${source} (${field('mark')}) cannot be used: ${problem}.`, {
    where: 'mark',
  });
