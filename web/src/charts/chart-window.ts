/** What a chart has loaded of a run, UTC ms. */
export interface LoadedPart {
  readonly from: number;
  readonly to: number;
  /** All there is. */
  readonly start: number;
  readonly end: number;
  /** Of a bar, and of a candle. */
  readonly intervalMs: number;
  readonly candleMs: number;
}

/** What to ask for. */
export interface AskedWindow {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

/** Candles in view after finer ones were loaded. */
const IN_VIEW = 1_000;
/** With fewer than that, finer ones are worth asking for. */
const FEW = 300;

/**
 * What a view needs beyond what is loaded: itself and as much again at both sides, so that it can be moved without waiting. Null: what is
 * loaded will do, since the view does not come near its edge, and has candles enough or the finest there are.
 * @param view UTC ms, from and to; it may reach out of the run
 */
export function windowFor(view: readonly [number, number], part: LoadedPart): AskedWindow | null {
  const from = Math.max(view[0], part.start);
  const to = Math.min(view[1], part.end);
  const span = to - from;
  if (!(span > 0)) return null;
  const wide = [Math.max(part.start, from - span), Math.min(part.end, to + span)] as const;
  const points = Math.ceil(IN_VIEW * ((wide[1] - wide[0]) / span));
  const isBeside =
    (part.from > part.start && from - span / 4 < part.from) || (part.to < part.end && to + span / 4 > part.to);
  const bars = Math.ceil((wide[1] - wide[0]) / part.intervalMs);
  const candleMs = Math.max(1, Math.ceil(bars / points)) * part.intervalMs;
  const isCoarse = span / part.candleMs < FEW && candleMs <= part.candleMs / 2;
  return isBeside || isCoarse ? { from: wide[0], to: wide[1], points } : null;
}

/** The time at a place between candles, counted from 0; beyond the ends time goes on at the same pace. */
export function timeAt(times: readonly number[], place: number, candleMs: number): number {
  const last = times.length - 1;
  if (last < 0) return NaN;
  if (place < 0) return times[0]! + place * candleMs;
  if (place > last) return times[last]! + (place - last) * candleMs;
  return times[Math.round(place)]!;
}
