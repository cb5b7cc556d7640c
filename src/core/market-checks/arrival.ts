/** How far ahead of this machine's clock a venue's stamp may lie before it counts as wrong, ms. */
export const MAX_SKEW_MS = 120_000;

/**
 * When a value that has just been received was observed: the venue's stamp, or the moment of receipt where the stamp is
 * absent or slightly ahead (it is here, so it was known by now). Null where the stamp lies further in the future than
 * clocks differ. An old stamp is kept: how old a value may be is judged where it is used.
 */
export function arrivalTime(stampMs: number | null | undefined, receivedAt: number): number | null {
  if (stampMs === null || stampMs === undefined) return receivedAt;
  if (!Number.isFinite(stampMs) || stampMs > receivedAt + MAX_SKEW_MS) return null;
  return Math.min(stampMs, receivedAt);
}
