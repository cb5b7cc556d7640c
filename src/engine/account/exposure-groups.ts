import { DEFAULT_GROUPING } from '../../core/risk-limits.js';
import { linkedGroups, returnCorrelation } from '../../core/statistics/co-movement.js';
import { startOfDay } from '../../core/time.js';
import type { ExecutionSettings } from '../settings.js';
import type { SymbolState } from './symbol-state.js';

/** What the groups of an account rest on, for its saved state; closes and returns by symbol, returns from the oldest on. */
export interface SavedGroups {
  readonly group: readonly number[];
  readonly day: number;
  readonly closes: readonly number[];
  readonly returns: readonly (readonly number[])[];
}

/**
 * Which symbols move together: those whose log returns over the last `groupBars` steps have a correlation of `groupCorrelation` or
 * more, directly or through others. Measured at the first close of each UTC day from that close and those before it, so that an
 * order is held to what was known when it was given. Two symbols that have not been seen together long enough count as one bet.
 */
export class ExposureGroups {
  /** Number of each symbol's group. */
  readonly group: Int32Array;
  private day = NaN;
  private readonly closes: Float64Array;
  /** One row a step, the oldest first. */
  private readonly returns: Float64Array[] = [];
  private readonly threshold: number;
  private readonly window: number;

  constructor(
    private readonly symbols: readonly SymbolState[],
    { groupCorrelation, groupBars }: ExecutionSettings['limits'],
  ) {
    this.group = new Int32Array(symbols.length);
    this.closes = new Float64Array(symbols.length).fill(NaN);
    this.threshold = groupCorrelation ?? DEFAULT_GROUPING.correlation;
    this.window = groupBars ?? DEFAULT_GROUPING.bars;
  }

  /** Takes the closes of a step in. @param present the symbols that have a bar in it @param close its end, UTC ms */
  note(present: readonly SymbolState[], close: number): void {
    if (this.symbols.length === 1) return;
    const row = new Float64Array(this.symbols.length).fill(NaN);
    for (const { index, data, row: bar } of present) {
      const price = data.bars.close[bar]!;
      row[index] = Math.log(price / this.closes[index]!);
      this.closes[index] = price;
    }
    this.returns.push(row);
    if (this.returns.length > this.window) this.returns.shift();
    const today = startOfDay(close);
    if (Number.isNaN(this.day)) this.day = today;
    if (today === this.day) return;
    this.day = today;
    const columns = this.symbols.map((_, s) => Float64Array.from(this.returns, (each) => each[s]!));
    this.group.set(
      linkedGroups(this.symbols.length, (a, b) => {
        const correlation = returnCorrelation(columns[a]!, columns[b]!);
        return correlation === null || correlation >= this.threshold;
      }),
    );
  }

  saved(): SavedGroups {
    const { group, day, closes, returns } = this;
    return { group: [...group], day, closes: [...closes], returns: returns.map((row) => [...row]) };
  }

  restore({ group, day, closes, returns }: SavedGroups): void {
    this.group.set(group);
    this.day = day;
    this.closes.set(closes);
    this.returns.push(...returns.map((row) => Float64Array.from(row)));
  }
}
