/** Share of closed trades with a profit after all costs; null without trades. */
export function winRate(pnl: Float64Array): number | null {
  if (pnl.length === 0) return null;
  let wins = 0;
  for (let i = 0; i < pnl.length; i++) if (pnl[i]! > 0) wins++;
  return wins / pnl.length;
}
