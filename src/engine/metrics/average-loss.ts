/** Mean net P&L of the losing trades, quote units, at most 0; null without one. */
export function averageLoss(pnl: Float64Array): number | null {
  const losses = pnl.filter((each) => each < 0);
  return losses.length === 0 ? null : losses.reduce((sum, each) => sum + each, 0) / losses.length;
}
