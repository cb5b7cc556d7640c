const worst = (a, b, distance) => a.reduce((max, value, i) => Math.max(max, distance(value, b[i])), 0);
const relative = (a, b) => Math.abs(a - b) / Math.abs(b);

/**
 * How far two runs agree, trade for trade: closed trades as [entry time, entry price, exit time, exit price] in order.
 * `tolerance` is relative, for prices and final equity.
 */
export function agreement(ours, peer, tolerance) {
  const same = ([a, b, c, d], other) =>
    other !== undefined &&
    a === other[0] &&
    c === other[2] &&
    relative(b, other[1]) <= tolerance &&
    relative(d, other[3]) <= tolerance;
  const byEntry = new Map(peer.trades.map((trade) => [trade[0], trade]));
  const matched = ours.trades.filter((trade) => same(trade, byEntry.get(trade[0]))).length;
  const comparable = ours.trades.length === peer.trades.length;
  const first = ours.trades.findIndex((trade, i) => !same(trade, peer.trades[i]));
  const result = {
    trades: ours.trades.length,
    peer_trades: peer.trades.length,
    trades_equal: matched,
    final_equity: ours.equity,
    peer_final_equity: peer.equity,
    equity_difference: ours.equity - peer.equity,
  };
  if (first >= 0) result.first_difference = { ours: ours.trades[first], peer: peer.trades[first] ?? null };
  if (comparable) {
    result.worst_price_difference = Math.max(
      worst(ours.trades, peer.trades, (a, b) => relative(a[1], b[1])),
      worst(ours.trades, peer.trades, (a, b) => relative(a[3], b[3])),
    );
    if (peer.pnl) result.worst_trade_pnl_difference = worst(ours.pnl, peer.pnl, (a, b) => Math.abs(a - b));
    if (peer.quantities) result.worst_quantity_difference = worst(ours.quantities, peer.quantities, relative);
  }
  if (peer.drawdown) result.drawdown_difference = ours.drawdown - peer.drawdown;
  result.agrees = comparable && matched === ours.trades.length && relative(ours.equity, peer.equity) <= tolerance;
  return result;
}
