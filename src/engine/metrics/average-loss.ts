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
