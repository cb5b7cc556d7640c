import { z } from 'zod';
import type { BarRow } from '../../src/core/bars.js';
import type { JournalRecord } from '../../src/core/ports/journal.js';
import { HOUR } from '../../src/core/time.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { readRecord, type BookedRecord, type DecisionRecord, type RecordOf } from '../../src/live/session/records.js';
import type { SessionSpec } from '../../src/live/session/trading-session.js';

export interface Finished {
  readonly records: readonly JournalRecord[];
  readonly spec: SessionSpec;
  /** How the exchange may have shown a bar that had closed, to who asked by `at`, UTC ms. */
  readonly shownAs: (symbol: string, openTime: number, at: number) => readonly BarRow[];
  /** When the session began, UTC ms. */
  readonly begin: number;
}

const fillSchema = z.object({
  symbol: z.string(),
  time: z.number(),
  quantity: z.number(),
  price: z.number(),
  fee: z.number(),
  reason: z.string(),
  position: z.number(),
});
const paymentSchema = z.object({ amount: z.number() });

interface Step {
  readonly bars: RecordOf<'bars'>;
  readonly opinions: number;
  readonly decision: DecisionRecord;
  readonly decidedAt: number;
  readonly booked: BookedRecord;
}

/** What a finished journal breaks of the rules that hold whatever happened: one sentence each. */
export function brokenRules({ records, spec, shownAs, begin }: Finished): string[] {
  const { steps, found } = stepsOf(records);
  const wrong = (time: number, what: string): void => void found.push(`${new Date(time).toISOString()}: ${what}`);
  if (steps.length < 20) found.push(`only ${steps.length} moments were traded`);
  let cash = spec.account.initialEquity ?? 10_000;
  const held = new Map<string, number>();
  const sizes = new Map<string, number>();
  /** When the first order that has not filled could fill: after all it rests on was there, and after its bar had closed. */
  const earliest = new Map<string, number>();
  let previous: Step | null = null;
  for (const step of steps) {
    const { bars, booked } = step;
    const { time } = bars;
    if (previous !== null && time <= previous.bars.time) wrong(time, 'this moment is there twice, or late');
    if (time + HOUR <= begin) wrong(time, 'a bar from before the beginning is traded');
    for (const { symbol, openTime, open, high, low, close, volume } of bars.bars) {
      const row = JSON.stringify({ openTime, open, high, low, close, volume });
      const isTold = shownAs(symbol, openTime, step.decidedAt).some((shown) => JSON.stringify(shown) === row);
      if (openTime !== time || !isTold) wrong(time, `the bar of ${symbol} is not the one that closed`);
    }
    for (const each of booked.fills) {
      const fill = fillSchema.parse(each);
      cash -= fill.quantity * fill.price + fill.fee;
      const before = held.get(fill.symbol) ?? 0;
      if (Math.abs(before + fill.quantity - fill.position) > 1e-9) wrong(time, 'a fill is lost or there twice');
      held.set(fill.symbol, fill.position);
      if (fill.reason !== 'order') continue;
      if (fill.time < (earliest.get(fill.symbol) ?? Infinity)) wrong(time, 'an order fills before it was given');
      earliest.delete(fill.symbol);
    }
    for (const each of booked.funding) cash -= paymentSchema.parse(each).amount;
    if (Math.abs(cash - booked.cash) > 1e-6)
      wrong(time, `cash is ${booked.cash}, and fills and funding come to ${cash}`);
    checkDecision(step);
    previous = step;
  }

  function checkDecision({ bars, decision, decidedAt, opinions }: Step): void {
    const age = (decidedAt - bars.time - HOUR) / HOUR;
    // Written a moment after it was made.
    const isOld = age > guardLimitsSchema.parse({}).max_bar_age + 0.01;
    if (opinions > 1) wrong(bars.time, `${opinions} answers for one decision`);
    for (const { symbol, sent } of decision.orders) {
      if (sent === null) continue;
      if (!earliest.has(symbol)) earliest.set(symbol, Math.max(decision.available_at ?? -Infinity, bars.time + HOUR));
      if (decision.halted !== null) wrong(bars.time, 'an order is sent during a halt');
      const size = sent.side === 'flat' ? 0 : Number(sent.size) * (sent.side === 'short' ? -1 : 1);
      const before = sizes.get(symbol) ?? 0;
      if (isOld && size !== 0 && !(size * before > 0 && Math.abs(size) <= Math.abs(before)))
        wrong(bars.time, `a bar that closed ${age.toFixed(1)} bars ago makes a position grow`);
      sizes.set(symbol, size);
    }
  }
  return found;
}

interface OpenStep {
  readonly bars: RecordOf<'bars'>;
  readonly opinions: number;
  readonly decision: DecisionRecord | null;
  readonly decidedAt: number;
}

/** Moments in order, each with bars, at most one question, one decision and one booking, in this order. */
function stepsOf(records: readonly JournalRecord[]): { steps: Step[]; found: string[] } {
  const steps: Step[] = [];
  const found: string[] = [];
  let open = null as OpenStep | null;
  for (const record of records) {
    const misplaced = (): void => void found.push(`record ${record.seq} (${record.kind}) stands where none should`);
    if (record.kind === 'bars') {
      if (open !== null) misplaced();
      open = { bars: readRecord(record, 'bars'), opinions: 0, decision: null, decidedAt: NaN };
    } else if (record.kind === 'opinion') {
      if (open?.decision !== null) misplaced();
      else open = { ...open, opinions: open.opinions + 1 };
    } else if (record.kind === 'decision') {
      if (open?.decision !== null) misplaced();
      else open = { ...open, decision: readRecord(record, 'decision'), decidedAt: record.at };
    } else if (record.kind === 'booked') {
      const decision = open?.decision ?? null;
      if (open === null || decision === null) misplaced();
      else
        steps.push({
          bars: open.bars,
          opinions: open.opinions,
          decidedAt: open.decidedAt,
          decision,
          booked: readRecord(record, 'booked'),
        });
      open = null;
    }
  }
  return { steps, found };
}
