/** Why a fill happened. `drift` and `kill` are the limits' own orders. */
export const FILL_REASONS = [
  'order',
  'limit',
  'stop',
  'trailing_stop',
  'take_profit',
  'liquidation',
  'drift',
  'kill',
] as const;
export type FillReason = (typeof FILL_REASONS)[number];

/** Position in `FILL_REASONS`. */
const REASON_CODES: Readonly<Record<FillReason, number>> = {
  order: 0,
  limit: 1,
  stop: 2,
  trailing_stop: 3,
  take_profit: 4,
  liquidation: 5,
  drift: 6,
  kill: 7,
};

/** Symbol and reason of a fill in one number: a long run keeps hundreds of thousands of them. */
export const codeOf = (fill: { readonly symbol: number; readonly reason: FillReason }): number =>
  fill.symbol * FILL_REASONS.length + REASON_CODES[fill.reason];
export const symbolOf = (code: number): number => Math.floor(code / FILL_REASONS.length);
export const reasonOf = (code: number): FillReason => FILL_REASONS[code % FILL_REASONS.length]!;
