import { markPriceAt, tradePriceAt } from '../account/fills/mark-price.js';
import type { BacktestResult } from '../result.js';

/** Funding that a holding pays, oldest first. */
export interface FundingPaid {
  /** UTC ms. */
  readonly time: Float64Array;
  /** Paid since the start, this payment included; quote units, negative where more was received. */
  readonly total: Float64Array;
}

/**
 * Funding on a long position bought at the first open and held to the end, by the rules that the strategy's positions pay by:
 * not for the settlement at the very open it is bought at, nor for one at the close of the run.
 */
export function fundingPaid(
  { benchmark: bars, benchmarkCarry, endTime }: BacktestResult,
  quantity: number,
): FundingPaid {
  const { funding, mark } = benchmarkCarry;
  const bought = bars.openTime[0]!;
  const time: number[] = [];
  const total: number[] = [];
  let sum = 0;
  for (let i = 0; i < (funding?.time.length ?? 0); i++) {
    const due = funding!.time[i]!;
    if (due <= bought || due >= endTime) continue;
    const recorded = markPriceAt(mark, due, funding!.mark[i]!);
    const price = Number.isNaN(recorded) ? tradePriceAt(bars, due, bars.length - 1) : recorded;
    sum += quantity * price * funding!.rate[i]!;
    time.push(due);
    total.push(sum);
  }
  return { time: Float64Array.from(time), total: Float64Array.from(total) };
}

/** What had been paid by a moment, itself included. */
export function paidBy({ time, total }: FundingPaid, moment: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! <= moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : total[low - 1]!;
}
