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
