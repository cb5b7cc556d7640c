import { mean } from '../../core/statistics/moments.js';

/** Share of closed trades with a profit after all costs; null without trades. */
export function winRate(pnl: Float64Array): number | null {
  if (pnl.length === 0) return null;
  let wins = 0;
  for (let i = 0; i < pnl.length; i++) if (pnl[i]! > 0) wins++;
  return wins / pnl.length;
}

/** Sum of profits over sum of losses of closed trades; null without a loss. */
export function profitFactor(pnl: Float64Array): number | null {
  let profit = 0;
  let loss = 0;
  for (let i = 0; i < pnl.length; i++) {
    if (pnl[i]! > 0) profit += pnl[i]!;
    else loss -= pnl[i]!;
  }
  return loss === 0 ? null : profit / loss;
}

/** Mean net P&L of a closed trade, quote units; null without trades. */
export function expectancy(pnl: Float64Array): number | null {
  return pnl.length === 0 ? null : mean(pnl);
}

/** Mean net P&L of the profitable trades, quote units; null without one. */
export function averageWin(pnl: Float64Array): number | null {
  let sum = 0;
  let wins = 0;
  for (let i = 0; i < pnl.length; i++) {
    if (!(pnl[i]! > 0)) continue;
    sum += pnl[i]!;
    wins++;
  }
  return wins === 0 ? null : sum / wins;
}

/** Mean net P&L of the losing trades, quote units, at most 0; null without one. */
export function averageLoss(pnl: Float64Array): number | null {
  let sum = 0;
  let losses = 0;
  for (let i = 0; i < pnl.length; i++) {
    if (!(pnl[i]! < 0)) continue;
    sum += pnl[i]!;
    losses++;
  }
  return losses === 0 ? null : sum / losses;
}

/** Longest run of consecutive profitable, and of losing, trades in the order in which they closed. */
export function streaks(pnl: Float64Array): { readonly wins: number; readonly losses: number } {
  let wins = 0;
  let losses = 0;
  let run = 0;
  for (let i = 0; i < pnl.length; i++) {
    const sign = Math.sign(pnl[i]!);
    run = sign === 0 ? 0 : Math.sign(run) === sign ? run + sign : sign;
    wins = Math.max(wins, run);
    losses = Math.max(losses, -run);
  }
  return { wins, losses };
}

/** Share of the run's steps with any position, [0, 1]. */
export function exposure(stepsInMarket: number, steps: number): number | null {
  return steps === 0 ? null : stepsInMarket / steps;
}
