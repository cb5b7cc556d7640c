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
