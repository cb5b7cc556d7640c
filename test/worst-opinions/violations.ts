import { DRIFT_TOLERANCE } from '../../src/core/risk-limits.js';
import type { FillRow } from '../../src/engine/account/logs/fill-log.js';
import { drifted, leastLogEquity } from './oracle.js';
import { COST, INITIAL_EQUITY, type Traded } from './trade.js';

/** Room for the rounding of sums of doubles. */
const HAIR = 1e-9;

export interface Judged {
  /** What broke a bound, one sentence each. */
  readonly violations: readonly string[];
  readonly killed: boolean;
  readonly drifts: number;
  readonly increases: number;
  /** Share of the start that was lost at the end, and at most could have been. */
  readonly lost: number;
  readonly bound: number;
}

/**
 * Every bound, at every bar, from bars and fills alone, by a book of its own. Exposures at a fill are against the equity before
 * its costs.
 * @param isAlone the opinion is all that is traded, so that the bound over decisions holds
 */
export function judge(traded: Traded, isAlone: boolean): Judged {
  const { bars, limits, periods, equity, fills, decisions, baseline } = traded;
  const { cap, step } = limits;
  const violations: string[] = [];
  const wrong = (bar: number, what: string): void => void violations.push(`bar ${bar}: ${what}`);
  const byBar = new Map<number, FillRow[]>();
  for (const fill of fills) byBar.set(fill.bar, [...(byBar.get(fill.bar) ?? []), fill]);
  const periodAt = new Map(periods.map((period, k) => [period.row, k]));
  const least = leastLogEquity(periods, limits, COST);
  const sent = decisions.map(({ orders }) => orders.findLast((each) => each.sent !== null)?.sent ?? null);

  let cash = INITIAL_EQUITY;
  let held = 0;
  let peak = INITIAL_EQUITY;
  let killedAt: number | null = null;
  let drifts = 0;
  let increases = 0;
  let order: { readonly wanted: number; readonly exposure: number } | null = null;
  let overBefore = false;
  let exposureBefore = 0;

  for (let i = 0; i < bars.length; i++) {
    const open = bars.open[i]!;
    const close = bars.close[i]!;
    const trades = bars.volume[i]! > 0;
    const atOpen = cash + held * open;
    const before = i === 0 ? open : bars.close[i - 1]!;
    const k = periodAt.get(i);
    if (isAlone && k !== undefined && Math.log(atOpen / INITIAL_EQUITY) < least[k]! - HAIR)
      wrong(i, `equity ${atOpen} is below ${INITIAL_EQUITY * Math.exp(least[k]!)}, the least that the limits allow`);

    for (const fill of byBar.get(i) ?? []) {
      checkFill(fill, i, atOpen);
      cash -= fill.quantity * fill.price + fill.fee;
      held = fill.position;
    }
    if (trades) {
      const after = Math.abs(held * open) / atOpen;
      if (overBefore && after > DRIFT_TOLERANCE * cap + HAIR) wrong(i, `exposure ${after} one bar after it drifted`);
      if (order !== null && killedAt === null) {
        const side = Math.sign(exposureBefore);
        if (side !== 0 && order.wanted * side <= 0 && held * side > 0)
          wrong(i, `${held} is held where none was wanted`);
      }
      order = null;
      if (killedAt !== null && held !== 0) wrong(i, `${held} is held after the kill switch`);
    }
    const now = cash + held * close;
    if (Math.abs(now / equity[i]! - 1) > HAIR) wrong(i, `equity is ${equity[i]}, and what was traded comes to ${now}`);
    const exposure = (held * close) / now;
    // Since the last look price has moved, and costs were paid from equity.
    const since = (from: number): number => drifted(DRIFT_TOLERANCE * cap, Math.sign(held), close / from);
    const costs = 1 - 2 * COST * (Math.abs(exposureBefore) + cap);
    const isNew = byBar.has(i) || (overBefore && trades);
    const allowed = Math.max(isNew ? since(open) : 0, overBefore ? 0 : since(before)) / costs;
    if ((trades || !overBefore) && Math.abs(exposure) > allowed + HAIR) wrong(i, `exposure ${exposure} at the close`);
    checkBaseline(i, close / before);

    peak = Math.max(peak, now);
    if (killedAt === null && now <= peak * (1 - limits.drawdown)) killedAt = i;
    overBefore = Math.abs(exposure) > DRIFT_TOLERANCE * cap * (1 + HAIR);
    if (overBefore) drifts += 1;
    exposureBefore = exposure;
    const given = sent[i];
    if (given !== undefined && given !== null) {
      const size = Number(given.size ?? 0);
      order = { wanted: given.side === 'flat' ? 0 : given.side === 'long' ? size : -size, exposure };
    }
  }

  function checkFill(fill: FillRow, i: number, atOpen: number): void {
    if (killedAt !== null && fill.reason !== 'kill' && fill.reason !== 'liquidation')
      wrong(i, `a fill (${fill.reason}) after the kill switch`);
    const turns = held * fill.position < 0;
    const grows = turns || Math.abs(fill.position) > Math.abs(held) * (1 + HAIR);
    if (!grows) return;
    increases += 1;
    const exposure = Math.abs(fill.position * fill.price) / atOpen;
    if (exposure > cap + HAIR) wrong(i, `an order takes exposure to ${exposure}, above the cap of ${cap}`);
    // The order's own moment is the last decision; one that waits for a bar that trades was bounded there too.
    const asked = order ?? { exposure: exposureBefore };
    const same = Math.sign(asked.exposure) === Math.sign(fill.position) ? Math.abs(asked.exposure) : 0;
    if (exposure > same + step + HAIR) wrong(i, `exposure grows from ${same} to ${exposure}, by more than ${step}`);
  }

  /** Against the same account without a model, a bar costs at most what the cap can hold times the move, and the costs. */
  function checkBaseline(i: number, ratio: number): void {
    const [ours, theirs] = [
      equity[i]! / (equity[i - 1] ?? INITIAL_EQUITY),
      baseline[i]! / (baseline[i - 1] ?? INITIAL_EQUITY),
    ];
    const high = bars.high[i]! / (i === 0 ? bars.open[0]! : bars.close[i - 1]!);
    const low = bars.low[i]! / (i === 0 ? bars.open[0]! : bars.close[i - 1]!);
    const move = Math.max(Math.abs(ratio - 1), high - 1, 1 - low, Math.abs(bars.close[i]! / bars.open[i]! - 1));
    // What drifted over the cap and waits for a bar that trades, or for the next open, may be held for one move more.
    const most = 1.5 * DRIFT_TOLERANCE * cap;
    const allowed = (1 + 2 * most * move + 4 * COST * most) / Math.max(1e-9, 1 - 2 * most * move - 4 * COST * most);
    if (theirs / ours > allowed)
      wrong(i, `it loses ${1 - ours / theirs} in a bar against no model, at most ${1 - 1 / allowed}`);
  }

  const last = equity.at(-1)!;
  const bound = least.at(-1)!;
  if (isAlone && Math.log(last / INITIAL_EQUITY) < bound - HAIR) wrong(bars.length, `${last} is left, below the bound`);
  return {
    violations,
    killed: killedAt !== null,
    drifts,
    increases,
    lost: 1 - last / INITIAL_EQUITY,
    bound: 1 - Math.exp(bound),
  };
}
