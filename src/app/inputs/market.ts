import type { BacktestSummary } from '../../core/backtest-result/index.js';
import { given } from '../../core/given.js';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { SymbolData } from '../../engine/data-feed.js';
import type { FundingSeries } from '../../engine/funding.js';
import { hashBars } from '../../infra/store/bars/hash-bars.js';
import { knownHash } from '../../infra/store/bars/known-hash.js';
import { openBarStore } from '../runtime/user-data.js';
import { assertRange, startOfLastDays } from '../data/time-range.js';
import type { Runtime } from '../runtime/runtime.js';
import { hashFunding } from './content-hash.js';
import { loadFilters, loadMarginTiers, type ExchangeRules } from './exchange-rules.js';
import { loadBars, type BarsReading, type LoadedBars } from './load-bars.js';
import { loadFunding, type LoadedFunding } from './load-funding.js';
import { loadMark, markWarnings } from './load-mark.js';
import { isoDay, isoMinute } from '../../core/time.js';

type DataSource = BacktestSummary['data'][number];

export interface MarketRequest {
  /** Files and names of stored series. */
  readonly data: readonly string[];
  /** How files of bars are written, where they do not show it. */
  readonly reading?: BarsReading | undefined;
  /** Files and symbols whose funding is stored. */
  readonly funding: readonly string[];
  /** Files and names of stored series with the mark price; default: none, the traded price stands in. */
  readonly mark?: readonly string[] | undefined;
  /** File of order rules, or the name of a bundled exchange; default: none hold. */
  readonly filters?: string | undefined;
  /** File of maintenance-margin tiers; default: the bundled ones. */
  readonly marginTiers?: string | undefined;
  /** Bars that open at or after, UTC ms; default: all. */
  readonly from?: number | undefined;
  /** Bars that open before, UTC ms; default: all. */
  readonly to?: number | undefined;
  /** The last so many days up to `to`, or to the end of the bars, in place of `from`. */
  readonly days?: number | undefined;
  /** Relative names are relative to this folder. */
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
}

type RulesSource = Pick<ExchangeRules<unknown>, 'source' | 'sha256'>;

/** The data of a run. */
export interface Market {
  readonly data: readonly SymbolData[];
  /** The first symbol from before the run on: what its trends are measured on. */
  readonly history: { readonly bars: BarSeries; readonly finer: BarSeries | null };
  readonly sources: readonly DataSource[];
  /** Rules of the exchange that were asked for, by content; null: none were. */
  readonly filters: RulesSource | null;
  readonly marginTiers: RulesSource | null;
  /** Open of the first bar and close of the last, UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly warnings: readonly string[];
}

/**
 * Bars, mark prices, funding and the exchange's rules of a run, read, put together and cut to its range.
 * @throws InputError naming the input and what is wrong with it
 */
export async function loadMarket(request: MarketRequest, runtime: Runtime): Promise<Market> {
  const { to = Infinity, cwd, signal } = request;
  assertRange(request.from ?? -Infinity, to);
  const store = openBarStore(runtime.config);
  const common = { cwd, store, ...given({ signal }) };
  const { reading } = request;
  const barsOptions = {
    ...common,
    data: request.data,
    now: runtime.clock.now(),
    ...given({ reading }),
  };
  const loaded = await loadBars(barsOptions);
  const symbols = new Map(loaded.map(({ bars, storedUnder }) => [bars.symbol, storedUnder]));
  const funding = await loadFunding({ ...common, funding: request.funding, symbols });
  const marks = await loadMark({ ...barsOptions, data: request.mark ?? [] }, loaded);
  const names = [...symbols.keys()];
  const filters = request.filters === undefined ? null : await loadFilters(request.filters, names, cwd);
  const tiers = request.marginTiers === undefined ? null : await loadMarginTiers(request.marginTiers, names, cwd);

  const last = Math.max(...loaded.map(({ bars }) => (bars.length === 0 ? -Infinity : bars.closeTime(bars.length - 1))));
  const from = request.days === undefined ? (request.from ?? -Infinity) : startOfLastDays(request.days, last, to);
  const cut = loaded.map((each) => ({ each, bars: withinRange(each, from, to) }));
  const start = Math.min(...cut.map(({ bars }) => bars.openTime[0]!));
  const end = Math.max(...cut.map(({ bars }) => bars.closeTime(bars.length - 1)));
  const data: SymbolData[] = [];
  const sources: DataSource[] = [];
  const warnings: string[] = [];
  for (const { each, bars } of cut) {
    const { symbol } = bars;
    const finer = each.finer?.between(start, end);
    const paid = funding.get(symbol);
    const marked = marks.get(symbol);
    const mark = marked?.bars.between(start, end);
    const [orderRules, tables] = [filters?.bySymbol.get(symbol), tiers?.bySymbol.get(symbol)];
    data.push({
      bars,
      finer: finer === undefined || finer.length === 0 ? undefined : finer,
      mark,
      funding: paid?.series,
      filters: orderRules,
      marginTables: tables,
    });
    sources.push(barsSource(bars, 'bars', each.source));
    if (finer !== undefined && finer.length > 0)
      sources.push(barsSource(finer, 'finer', each.finerSource ?? each.source));
    if (mark !== undefined) {
      warnings.push(...markWarnings(bars, mark, marked!.source), ...marked!.warnings);
      sources.push(barsSource(mark, 'mark', marked!.source));
    }
    if (paid !== undefined) sources.push(fundingSource(symbol, paid, start, end));
  }
  const [first] = loaded;
  return {
    data,
    history: { bars: first!.bars, finer: first!.finer },
    sources,
    filters,
    marginTiers: tiers,
    from: start,
    to: end,
    warnings: [
      ...loaded.flatMap((each) => each.warnings),
      ...[...funding.values()].flatMap((each) => each.warnings),
      ...warnings,
      ...cut.flatMap(({ bars }) => gapWarning(bars)),
    ],
  };
}

function withinRange({ bars }: LoadedBars, from: number, to: number): BarSeries {
  const cut = bars.between(from, to);
  if (cut.length >= 2) return cut;
  const there =
    bars.length === 0
      ? 'there are none'
      : `they open from ${isoMinute(bars.openTime[0]!)} to ${isoMinute(bars.openTime[bars.length - 1]!)} UTC`;
  throw new InputError(
    'data.too-short',
    `A backtest needs at least two bars, and ${cut.length === 0 ? 'none' : 'only one'} of ${bars.symbol} is in the chosen range: ${there}.`,
    { where: 'data' },
  );
}

function gapWarning(bars: BarSeries): string[] {
  const gaps = bars.gaps();
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  if (missing === 0) return [];
  const first = isoMinute(gaps[0]!.from);
  return [
    `${missing === 1 ? 'One bar' : `${missing} bars`} of ${bars.symbol} ${missing === 1 ? 'is' : 'are'} missing in ${gaps.length === 1 ? 'one gap' : `${gaps.length} gaps`}, the first at ${first} UTC; nothing was filled in.`,
  ];
}

const barsSource = (bars: BarSeries, role: 'bars' | 'finer' | 'mark', source: string): DataSource => ({
  symbol: bars.symbol,
  role,
  source,
  sha256: knownHash(bars) ?? hashBars(bars),
  rows: bars.length,
  from: bars.openTime[0]!,
  to: bars.closeTime(bars.length - 1),
});

/** What of the funding lies within the run. @throws InputError where nothing does */
function fundingSource(symbol: string, { series, source }: LoadedFunding, from: number, to: number): DataSource {
  const { time, rate, mark } = series;
  const start = time.findIndex((each) => each >= from);
  const after = time.findIndex((each) => each > to);
  const end = after < 0 ? time.length : after;
  if (start < 0 || start >= end) {
    throw new InputError(
      'funding.range',
      `${source} holds funding from ${isoDay(time[0]!)} to ${isoDay(time.at(-1)!)}, and the run goes from ${isoDay(from)} to ${isoDay(to)}: none of it is of use; give the funding of that time or leave ${field('funding')} out.`,
      { where: 'funding' },
    );
  }
  const used: FundingSeries = {
    time: time.subarray(start, end),
    rate: rate.subarray(start, end),
    mark: mark.subarray(start, end),
  };
  return {
    symbol,
    role: 'funding',
    source,
    sha256: hashFunding(used),
    rows: end - start,
    from: time[start]!,
    to: time[end - 1]!,
  };
}
