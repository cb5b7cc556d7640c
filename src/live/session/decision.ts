import type { FedAccount } from '../../engine/account/fed/fed-account.js';
import type { Order } from '../../strategies/base.js';
import type { RiskGuard } from '../guard/risk-guard.js';
import { recordOfOrder, type OrderRecord } from './order-record.js';
import type { DecisionRecord } from './records.js';

export interface DecisionSituation {
  readonly account: FedAccount;
  readonly guard: RiskGuard;
  /** Why nothing may be traded; null: it may. */
  readonly halted: string | null;
  /** The halt is no person's, but a doubt about what is held: nothing is closed on it. */
  readonly isDoubt: boolean;
  readonly symbols: readonly string[];
  readonly now: number;
  readonly closeTime: number;
  readonly intervalMs: number;
  /** Open time of the bars, UTC ms. */
  readonly time: number;
  /** When the newest opinion that the strategy had looked at was there, UTC ms; −Infinity: none. */
  readonly seenUntil: number;
}

/** What the guard makes of what the strategy wants; under a halt, what is taken back and what is closed. */
export function decideOrders(wanted: ReadonlyMap<string, Order>, situation: DecisionSituation): DecisionRecord {
  const { account, halted, symbols, time, now, closeTime, intervalMs } = situation;
  const isHalted = halted !== null;
  // Bars that are made up for after an outage are decided on now: what comes of them cannot fill in the past.
  const isLate = now - closeTime >= intervalMs;
  const availableAt = isLate ? Math.max(now, situation.seenUntil) : situation.seenUntil;
  const waiting = new Set(account.waiting().map(({ symbol }) => symbol));
  return {
    time,
    orders: isHalted ? halting(wanted, situation, halted) : judged(wanted, situation),
    cancelled: isHalted ? symbols.filter((symbol) => waiting.has(symbol)) : [],
    halted,
    available_at: Number.isFinite(availableAt) ? availableAt : null,
  };
}

type Decided = DecisionRecord['orders'][number];

function judged(wanted: ReadonlyMap<string, Order>, situation: DecisionSituation): Decided[] {
  const { account, guard, symbols } = situation;
  return [...wanted].map(([symbol, order]): Decided => {
    const record = recordOfOrder(order);
    const traded = order.symbol ?? symbol;
    // One that the account does not know is refused there, as in a backtest.
    if (!symbols.includes(traded)) return { symbol, wanted: record, sent: record };
    const { now, closeTime, intervalMs } = situation;
    const verdict = guard.judge(order, traded, {
      now,
      closeTime,
      intervalMs,
      held: account.position(traded),
      target: account.acceptedTarget(traded),
    });
    if (verdict.approved) return { symbol, wanted: record, sent: record };
    const { code, reason, instead } = verdict;
    const sent = instead === null ? null : recordOfOrder({ ...instead, symbol: traded });
    return { symbol, wanted: record, sent, refused: { code, reason } };
  });
}

const FLAT: OrderRecord = { ticket: true, side: 'flat', size: 0 };

function halting(
  wanted: ReadonlyMap<string, Order>,
  { account, guard, symbols, isDoubt }: DecisionSituation,
  reason: string,
): Decided[] {
  const refused = { code: 'halted' as const, reason };
  const decided = [...wanted].map(([symbol, order]): Decided => ({
    symbol,
    wanted: recordOfOrder(order),
    sent: null,
    refused,
  }));
  if (isDoubt || !guard.limits.flatten_on_halt) return decided;
  for (const symbol of symbols.filter((each) => account.position(each) !== 0)) {
    const own = decided.findIndex((each) => each.symbol === symbol);
    if (own < 0) decided.push({ symbol, wanted: null, sent: FLAT });
    else decided[own] = { ...decided[own]!, sent: FLAT };
  }
  return decided;
}
