import { assertValidBars, type BarSeries } from '../core/bars.js';
import { InputError } from '../core/errors.js';
import { areKnownValid, ensureValidBars } from '../core/known-valid.js';
import type { PreparedSymbol } from './account/prepared-symbol.js';
import type { ExchangeFilters } from './exchange-rules/filters.js';
import { BUNDLED_MARGIN_TABLES, type MarginTable } from './exchange-rules/margin-tiers.js';
import { normaliseFunding, type FundingSeries } from './funding.js';
import type { InstrumentKind } from './settings.js';

/** What a run may know about one symbol. Only `bars` is needed. */
export interface SymbolData {
  readonly bars: BarSeries;
  /** Finer bars of the same market: they time delayed orders and decide bars that touch both stop and target. */
  readonly finer?: BarSeries | undefined;
  /** Mark-price bars with the interval of `bars`: liquidation and funding use them. */
  readonly mark?: BarSeries | undefined;
  readonly funding?: FundingSeries | undefined;
  /** Exchange rules; none by default. */
  readonly filters?: readonly ExchangeFilters[] | undefined;
  /** Maintenance-margin tables; default: the bundled ones of the symbol, else a generic one. */
  readonly marginTables?: readonly MarginTable[] | undefined;
}

/** Found once: it takes a pass over the volumes, which is a fifth of a run that does nothing. */
const everyBarTraded = new WeakMap<BarSeries, boolean>();

function isEveryBarTraded(bars: BarSeries): boolean {
  let found = everyBarTraded.get(bars);
  if (found === undefined) {
    found = !bars.volume.includes(0);
    everyBarTraded.set(bars, found);
  }
  return found;
}

/**
 * Rows that are checked before a run begins; the rest of one long series waits until they have run. By then the loop is being
 * compiled, on another thread, and the check fills the time in which it would be interpreted (measured: some 7 % of a cold run).
 */
const CHECKED_FIRST = 8_192;

/**
 * The input of a run, checked once: bars are valid and in order, all symbols share one interval and no symbol comes twice.
 * @throws InputError that names the symbol and what is wrong.
 */
export class DataFeed {
  readonly symbols: readonly PreparedSymbol[];
  readonly intervalMs: number;
  private unchecked: BarSeries | null = null;

  constructor(data: readonly SymbolData[], instrument: InstrumentKind) {
    const first = data[0];
    if (first === undefined) throw new InputError('data.none', 'A backtest needs the bars of at least one symbol.');
    this.intervalMs = first.bars.intervalMs;
    const seen = new Set<string>();
    this.symbols = data.map((each) => {
      const { bars } = each;
      const { symbol } = bars;
      if (seen.has(symbol)) throw new InputError('data.duplicate', `The bars of ${symbol} are given twice.`);
      seen.add(symbol);
      if (bars.length === 0) throw new InputError('data.empty', `There are no bars of ${symbol} in the chosen range.`);
      if (bars.intervalMs !== this.intervalMs) {
        throw new InputError(
          'data.interval',
          `The bars of ${symbol} are ${bars.intervalMs} ms long, those of ${first.bars.symbol} ${this.intervalMs} ms: ` +
            'one run needs one interval; resample first.',
        );
      }
      if (data.length === 1 && bars.length > CHECKED_FIRST && !areKnownValid(bars)) {
        assertValidBars(bars, 0, CHECKED_FIRST);
        this.unchecked = bars;
      } else ensureValidBars(bars);
      for (const series of [each.finer, each.mark]) if (series !== undefined) ensureValidBars(series);
      if (each.finer !== undefined && each.finer.intervalMs >= bars.intervalMs) {
        throw new InputError('data.finer', `The finer bars of ${symbol} are not finer than ${bars.intervalMs} ms.`);
      }
      if (each.mark !== undefined && each.mark.intervalMs !== bars.intervalMs) {
        throw new InputError('data.mark', `The mark bars of ${symbol} are not ${bars.intervalMs} ms long.`);
      }
      if (each.mark !== undefined && instrument === 'spot') {
        throw new InputError(
          'data.mark',
          `Mark bars of ${symbol} are given, but plain spot has no mark price: leave them out, or use "perp" or "margin".`,
        );
      }
      if (each.funding !== undefined && instrument !== 'perp') {
        throw new InputError('data.funding', `Funding of ${symbol} is given, but ${instrument} pays none.`, {
          remedy: 'use instrument "perp" or leave the funding out',
        });
      }
      return {
        symbol,
        bars,
        finer: each.finer ?? null,
        mark: each.mark ?? null,
        funding: each.funding === undefined ? null : normaliseFunding(symbol, each.funding),
        filters: each.filters ?? [],
        marginTables: each.marginTables ?? BUNDLED_MARGIN_TABLES[symbol] ?? [],
        everyBarTraded: isEveryBarTraded(bars),
      };
    });
  }

  /**
   * Checks what was put off, before row `to` is shown to anybody.
   * @throws InputError that names the symbol and what is wrong
   */
  checkBefore(to: number): void {
    if (this.unchecked === null || to <= CHECKED_FIRST) return;
    ensureValidBars(this.unchecked, CHECKED_FIRST);
    this.unchecked = null;
  }
}
