import type { BrokerReads } from '../../core/ports/broker.js';
import type { OwnOrders } from './own-orders.js';
import type { FillRecord } from './records.js';

/** Where an account holds other money than it should. */
export interface CashDifference {
  readonly asset: string;
  /** What is owned at the exchange, quote units. */
  readonly there: number;
  /** What the journal comes to. */
  readonly expected: number;
}

/** Quote units below which two sums of money are the same: exchanges round each payment to eight decimals. */
export const CASH_CLOSE = 0.01;

/**
 * Compares the money of an account with what was there when the session began, its fills, and what came and went without one. It is
 * not compared for a session that wrote down no beginning, nor after a position of USD-M was taken over, whose entry is not known.
 * @throws UnavailableError where it cannot be read
 */
export async function compareCash(
  reads: BrokerReads,
  own: OwnOrders,
  symbols: readonly string[],
): Promise<readonly CashDifference[]> {
  const different: CashDifference[] = [];
  for (const [asset, before] of own.cashBaselines) {
    const quoted: string[] = [];
    for (const symbol of symbols) if ((await reads.rules(symbol)).quote === asset) quoted.push(symbol);
    const fills = own.fills.filter(({ symbol }) => quoted.includes(symbol));
    const isTakenOver = reads.market === 'usdm' && fills.some(({ reason }) => reason === 'adopted');
    if (quoted.length === 0 || isTakenOver) continue;
    const made = quoted.map((symbol) =>
      cashOf(
        fills.filter((fill) => fill.symbol === symbol),
        reads.market,
        asset,
      ),
    );
    const flowed = [...own.flows.values()].filter((flow) => flow.asset === asset).map(({ amount }) => amount);
    const expected = [...made, ...flowed].reduce((sum, change) => sum + change, before);
    const there = await reads.cash(quoted[0]!);
    if (Math.abs(there - expected) >= CASH_CLOSE) different.push({ asset, there, expected });
  }
  return different;
}

/** What fills of one symbol have made of its quote asset: all that was paid on a spot market, gains and fees of a position. */
function cashOf(fills: readonly FillRecord[], market: BrokerReads['market'], asset: string): number {
  let cash = 0;
  let held = 0;
  let entry = 0;
  for (const { side, quantity, price, fee, fee_asset, reason } of fills) {
    // What was taken over on a spot market was paid for before.
    if (reason === 'adopted') continue;
    if (fee_asset === asset) cash -= fee;
    const signed = side === 'buy' ? quantity : -quantity;
    if (market === 'spot') {
      cash -= signed * price;
      continue;
    }
    const closed = held * signed < 0 ? Math.min(Math.abs(held), quantity) : 0;
    cash += Math.sign(held) * closed * (price - entry);
    const opened = quantity - closed;
    if (opened > 0) {
      const kept = closed > 0 ? 0 : Math.abs(held);
      entry = (kept * entry + opened * price) / (kept + opened);
    }
    held += signed;
  }
  return cash;
}
