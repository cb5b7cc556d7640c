import { z } from 'zod';

/** UTC ms since the epoch. */
const time = z.number();

/** A round trip: from flat to flat, or to a flip. Money in quote units. */
export const tradeSchema = z.object({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  /** Rows of the equity curve of the first and the last fill. */
  open_bar: z.int().nonnegative(),
  close_bar: z.int().nonnegative(),
  open_time: time,
  close_time: time,
  /** Average over all fills that opened or grew the position. */
  entry_price: z.number(),
  /** Average over all fills that reduced or closed it. */
  exit_price: z.number(),
  /** Largest position, base units. */
  quantity: z.number(),
  /** Target of the order that opened it, fraction of equity. */
  size: z.number(),
  /** Net of fees, funding and interest. */
  pnl: z.number(),
  /** Net P&L over the value at entry (0.01 means 1 %). */
  return: z.number(),
  fees: z.number(),
  /** Cost of slippage, already inside the prices. */
  slippage: z.number(),
  /** Funding and interest paid; negative when received. */
  carry: z.number(),
  /** What closed it: `order`, `stop`, `liquidation` … */
  exit_reason: z.string(),
});
export type Trade = z.infer<typeof tradeSchema>;

const NUMBERS = [
  ...(['open_time', 'close_time', 'entry_price', 'exit_price', 'quantity', 'size'] as const),
  ...(['pnl', 'return', 'fees', 'slippage', 'carry'] as const),
];
const isBar = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isTrade(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const trade = value as Readonly<Record<keyof Trade, unknown>>;
  if (typeof trade.symbol !== 'string' || typeof trade.exit_reason !== 'string') return false;
  if ((trade.side !== 'long' && trade.side !== 'short') || !isBar(trade.open_bar) || !isBar(trade.close_bar))
    return false;
  for (const name of NUMBERS) if (!Number.isFinite(trade[name])) return false;
  return true;
}

/**
 * Many trades. Checked by a loop and not copied, since tens of thousands one by one cost as much as the run they come from; what
 * is wrong is named by the schema of one.
 */
export const tradesSchema = z.custom<Trade[]>().superRefine((trades, context) => {
  if (Array.isArray(trades) && trades.every(isTrade)) return;
  for (const { path, message } of z.array(tradeSchema).safeParse(trades).error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/** A position still open at the end: marked at the last close, not closed. */
export const openPositionSchema = z.object({
  symbol: z.string(),
  /** Signed, base units. */
  quantity: z.number(),
  entry_price: z.number(),
  mark: z.number(),
  /** Before what closing would cost. */
  unrealised_pnl: z.number(),
  open_time: time,
  open_bar: z.int().nonnegative(),
});
