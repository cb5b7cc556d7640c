/** Why the guard did not let an order pass as it was. */
export const GUARD_CODES = [
  'halted',
  'stale_data',
  'model_silent',
  'daily_loss',
  'entries_per_day',
  'minimum_hold',
  'trading_hours',
] as const;
export type GuardCode = (typeof GUARD_CODES)[number];
