import { DOUBLE_ZERO } from '../../core/doubles.js';
import type { SampledReturns } from './sampled-returns.js';

export interface Drawdown {
  /** Largest loss from a peak, a fraction of the peak (0.2 means 20 %). */
  readonly depth: number;
  /** Longest stretch of values below an earlier peak, in steps; one that has not recovered counts to the end. */
  readonly longestSteps: number;
}

/**
 * Maximum drawdown: max over t of (max over s ≤ t of E(s) − E(t)) / max over s ≤ t of E(s). The initial value is the first
 * peak. Magdon-Ismail & Atiya, "Maximum Drawdown" (Risk, 2004).
 * @param shift what the column lacks: for an account of cash and one position, E = q · (price + cash / q), the drawdown can
 *   be read off the prices with a shift of cash / q
 */
export function maxDrawdown(column: Float64Array, initial: number, shift = 0): Drawdown {
  const { length } = column;
  const falls: Falls = {
    peak: initial + DOUBLE_ZERO,
    lowest: initial + DOUBLE_ZERO,
    peakStep: -1,
    depth: DOUBLE_ZERO,
    longestSteps: 0,
    shift,
  };
  for (let from = 0; from < length; from += BLOCK) follow(falls, column, from, Math.min(length, from + BLOCK));
  if (falls.lowest < falls.peak) close(falls, length);
  // Without a fall the −0 that it began with becomes a plain 0.
  return { depth: falls.depth + 0, longestSteps: falls.longestSteps };
}

/** Steps followed at once: a function that is called again and again is compiled long before a single long loop is replaced. */
const BLOCK = 1_024;

/** What is known of the steps so far: the highest value, the lowest since, and the worst of the falls that ended. */
interface Falls {
  peak: number;
  lowest: number;
  peakStep: number;
  depth: number;
  longestSteps: number;
  readonly shift: number;
}

function follow(falls: Falls, column: Float64Array, from: number, to: number): void {
  let { peak, lowest } = falls;
  for (let step = from; step < to; step++) {
    const value = column[step]!;
    if (value < peak) {
      if (value < lowest) lowest = value;
      continue;
    }
    if (lowest < peak) {
      falls.peak = peak;
      falls.lowest = lowest;
      close(falls, step);
    }
    peak = value;
    lowest = value;
    falls.peakStep = step;
  }
  falls.peak = peak;
  falls.lowest = lowest;
}

/** A fall ends: its loss is divided once, since a division per step would be most of the work. */
function close(falls: Falls, step: number): void {
  falls.depth = Math.max(falls.depth, (falls.peak - falls.lowest) / (falls.peak + falls.shift));
  falls.longestSteps = Math.max(falls.longestSteps, step - falls.peakStep - 1);
}

/**
 * Ulcer index: root mean square of the drawdown at the end of each period (`returns_period_ms`: a day, or a bar where bars are
 * longer; what was made good within a period is not seen), a fraction. Martin & McCann, "The Investor's
 * Guide to Fidelity Funds" (1989).
 */
export function ulcerIndex({ values }: SampledReturns): number | null {
  const periods = values.length - 1;
  if (periods < 1) return null;
  let peak = values[0]!;
  let squares = 0;
  for (let i = 1; i < values.length; i++) {
    peak = Math.max(peak, values[i]!);
    const drawdown = (peak - values[i]!) / peak;
    squares += drawdown * drawdown;
  }
  return Math.sqrt(squares / periods);
}

/** Calmar ratio: annual growth over maximum drawdown, here of the whole run. T. W. Young, "Calmar Ratio" (Futures, 1991). */
export function calmar(annualGrowth: number | null, maxDrawdown: number): number | null {
  return annualGrowth === null || maxDrawdown === 0 ? null : annualGrowth / maxDrawdown;
}
