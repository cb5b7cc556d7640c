/** Mean net P&L of the profitable trades, quote units; null without one. */
export function averageWin(pnl: Float64Array): number | null {
  const wins = pnl.filter((each) => each > 0);
  return wins.length === 0 ? null : wins.reduce((sum, each) => sum + each, 0) / wins.length;
}
