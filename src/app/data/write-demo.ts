import type { DemoFile } from '../../contract/data.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BarSeries } from '../../core/bars.js';
import type { SettledFunding } from '../../infra/store/bars/stored-series.js';
import { DEMO_AS_OF, DEMO_SEED } from '../../infra/sources/demo/market.js';
import { generateDemoBars, generateDemoObservations } from '../../infra/sources/demo/generate.js';
import type { Runtime } from '../runtime/runtime.js';
import { assertUsableFolder, openBarStore } from '../runtime/user-data.js';
import { writeBarsFile, writeFundingFile } from './bars-file.js';
import { HOUR } from '../../core/time.js';

export interface DemoFilesOptions {
  /** Folder for the files; made where it is missing. */
  readonly folder: string;
  /** `BTCUSDT`, `ETHUSDT`. */
  readonly symbols: readonly string[];
  /** Days of hourly bars, up to 2025-01-15 12:00 UTC. */
  readonly days: number;
  readonly seed?: number;
}

/**
 * Writes the generated demo market as files: hourly bars and the funding of its perpetual, the same on every machine. Files of
 * the same names are replaced, and it is told where they held something else.
 */
export async function writeDemoFiles({
  folder,
  symbols,
  days,
  seed = DEMO_SEED,
}: DemoFilesOptions): Promise<DemoFile[]> {
  const markets = symbols.map((symbol) => ({ symbol, ...demoMarket(symbol, days * 24, seed) }));
  await assertUsableFolder(folder);
  const written: DemoFile[] = [];
  for (const { symbol, bars, funding } of markets) {
    const name = (what: string): string => join(folder, `demo-${symbol}-${what}.csv`);
    const barsReplaced = await replaces(name('1h'), (file) => writeBarsFile(file, bars));
    const [from, to] = [bars.openTime[0]!, bars.closeTime(bars.length - 1)];
    written.push({ file: name('1h'), kind: 'bars', symbol, rows: bars.length, from, to, replaced: barsReplaced });
    const fundingReplaced = await replaces(name('funding'), (file) => writeFundingFile(file, funding));
    written.push({
      file: name('funding'),
      kind: 'funding',
      symbol,
      rows: funding.time.length,
      from: funding.time[0]!,
      to: funding.time.at(-1)!,
      replaced: fundingReplaced,
    });
  }
  return written;
}

/** Whether the file was there and held something else before it was written. */
async function replaces(file: string, write: (file: string) => Promise<void>): Promise<boolean> {
  const before = await readFile(file).catch(() => null);
  await write(file);
  return before !== null && !before.equals(await readFile(file));
}

/** Bars and funding of one symbol of the demo market, up to 2025-01-15 12:00 UTC. */
export function demoMarket(
  symbol: string,
  hours: number,
  seed: number = DEMO_SEED,
): { readonly bars: BarSeries; readonly funding: SettledFunding } {
  const settings = { symbol, seed, asOf: DEMO_AS_OF, hours };
  const rows = generateDemoBars(settings).map(({ open_time, open, high, low, close, volume }) => ({
    openTime: open_time,
    open,
    high,
    low,
    close,
    volume,
  }));
  const observations = generateDemoObservations(settings);
  const of = (series: string): Map<number, number> =>
    new Map(
      observations
        .filter((one) => one.series === series && one.symbol === symbol)
        .map(({ observed_at, value }) => [observed_at, Number(value)]),
    );
  const rates = [...of('funding_rate')].sort(([a], [b]) => a - b);
  const marks = of('mark_price');
  return {
    bars: BarSeries.fromRows(symbol, HOUR, rows),
    funding: {
      symbol,
      time: Float64Array.from(rates, ([time]) => time),
      rate: Float64Array.from(rates, ([, rate]) => rate),
      mark: Float64Array.from(rates, ([time]) => marks.get(time) ?? NaN),
    },
  };
}

/** Puts hourly bars of the generated market into the local store, so that what takes stored bars has some. @param days up to 2025-01-15 12:00 UTC */
export async function storeDemoBars({ config }: Pick<Runtime, 'config'>, symbol: string, days: number): Promise<void> {
  const { bars } = demoMarket(symbol, days * 24);
  await openBarStore(config).merge({ source: 'demo', symbol, interval: '1h' }, bars);
}
