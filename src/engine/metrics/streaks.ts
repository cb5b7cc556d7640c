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
