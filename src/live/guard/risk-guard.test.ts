import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../core/time.js';
import { guardLimitsSchema, type GuardLimits } from './limits.js';
import { RiskGuard, type Situation } from './risk-guard.js';

const NOON = Date.UTC(2024, 0, 10, 12);
const guardOf = (limits: Partial<GuardLimits> = {}): RiskGuard => new RiskGuard(guardLimitsSchema.parse(limits));
const flat: Situation = { now: NOON, closeTime: NOON, intervalMs: HOUR, held: 0, target: 0 };
const long: Situation = { ...flat, held: 2, target: 0.5 };
const LONG = { side: 'long', size: 0.5 } as const;
const SHORT = { side: 'short', size: 0.5 } as const;
const FLAT = { side: 'flat' } as const;
const codeOf = (guard: RiskGuard, order: typeof LONG | typeof SHORT | typeof FLAT, situation: Situation) => {
  const verdict = guard.judge(order, 'BTCUSDT', situation);
  return verdict.approved ? null : verdict.code;
};

describe('the guard', () => {
  it('lets everything pass where nothing binds', () => {
    const guard = guardOf();
    for (const order of [LONG, SHORT, FLAT]) expect(guard.judge(order, 'BTCUSDT', long)).toEqual({ approved: true });
  });

  it('lets nothing grow on a bar that is old, by how many bars its limit says', () => {
    expect(codeOf(guardOf(), LONG, { ...flat, now: NOON + 2 * HOUR })).toBeNull();
    expect(codeOf(guardOf(), LONG, { ...flat, now: NOON + 2 * HOUR + 1 })).toBe('stale_data');
    expect(codeOf(guardOf({ max_bar_age: 5 }), LONG, { ...flat, now: NOON + 5 * HOUR })).toBeNull();
  });

  it('lets positions shrink whatever binds, and of a reversal leaves the half that closes', () => {
    const guard = guardOf();
    const stale = { ...long, now: NOON + DAY };
    expect(codeOf(guard, FLAT, stale)).toBeNull();
    expect(guard.judge({ side: 'long', size: 0.3 }, 'BTCUSDT', stale)).toEqual({ approved: true });
    expect(guard.judge({ side: 'long', size: 0.6 }, 'BTCUSDT', stale)).toMatchObject({
      approved: false,
      instead: null,
    });
    expect(guard.judge(SHORT, 'BTCUSDT', stale)).toMatchObject({ code: 'stale_data', instead: { side: 'flat' } });
    // After a part fill nobody knows the target: what might grow is held back.
    expect(codeOf(guard, LONG, { ...stale, target: NaN })).toBe('stale_data');
    expect(guard.judge({ side: 'long', size: NaN }, 'BTCUSDT', stale)).toMatchObject({ approved: false });
  });

  it('lets nothing grow after so many decisions without an answer, until one is answered', () => {
    const guard = guardOf({ max_model_failures: 2 });
    guard.noteOpinion(false);
    expect(codeOf(guard, LONG, flat)).toBeNull();
    guard.noteOpinion(false);
    expect(codeOf(guard, LONG, flat)).toBe('model_silent');
    guard.noteOpinion(true);
    expect(codeOf(guard, LONG, flat)).toBeNull();
  });

  it('lets nothing grow on a day that has lost as much as it may, from the equity that the day began with', () => {
    const guard = guardOf({ max_daily_loss: 0.05 });
    guard.noteAccount(NOON - DAY, 1_000, {});
    guard.noteAccount(NOON - HOUR, 951, {});
    expect(codeOf(guard, LONG, flat)).toBeNull();
    guard.noteAccount(NOON, 950, {});
    expect(codeOf(guard, LONG, flat)).toBe('daily_loss');
    expect(codeOf(guard, FLAT, long)).toBeNull();
    guard.noteAccount(NOON + DAY, 940, {});
    expect(codeOf(guard, LONG, { ...flat, now: NOON + DAY, closeTime: NOON + DAY })).toBeNull();
  });

  it('counts entries and reversals of each symbol and day', () => {
    const guard = guardOf({ max_entries_per_day: 2 });
    const at = (hour: number, quantity: number) => guard.noteAccount(NOON + hour * HOUR, 1_000, { BTCUSDT: quantity });
    at(0, 1);
    at(1, 2);
    expect(codeOf(guard, LONG, flat)).toBeNull();
    at(2, -1);
    expect(codeOf(guard, LONG, flat)).toBe('entries_per_day');
    expect(guard.judge(LONG, 'ETHUSDT', flat)).toEqual({ approved: true });
    at(24, -1);
    expect(codeOf(guard, LONG, { ...flat, now: NOON + DAY, closeTime: NOON + DAY })).toBeNull();
  });

  it('holds a position as long as it must be held, and lets it grow meanwhile', () => {
    const guard = guardOf({ min_hold_hours: 6 });
    guard.noteAccount(NOON, 1_000, { BTCUSDT: 2 });
    const after = (hours: number): Situation => ({ ...long, now: NOON + hours * HOUR, closeTime: NOON + hours * HOUR });
    expect(guard.judge(FLAT, 'BTCUSDT', after(5))).toMatchObject({ code: 'minimum_hold', instead: null });
    expect(codeOf(guard, SHORT, after(5))).toBe('minimum_hold');
    expect(guard.judge({ side: 'long', size: 0.9 }, 'BTCUSDT', after(5))).toEqual({ approved: true });
    expect(codeOf(guard, FLAT, after(6))).toBeNull();
  });

  it('lets positions grow in the hours of trading alone, over midnight as well', () => {
    const at = (hour: number): Situation => ({ ...flat, now: hour * HOUR, closeTime: hour * HOUR });
    const day = guardOf({ trading_hours: { from: 8, to: 20 } });
    expect([7, 8, 19, 20].map((hour) => codeOf(day, LONG, at(hour)))).toEqual([
      'trading_hours',
      null,
      null,
      'trading_hours',
    ]);
    const night = guardOf({ trading_hours: { from: 22, to: 4 } });
    expect([21, 22, 3, 4].map((hour) => codeOf(night, LONG, at(hour)))).toEqual([
      'trading_hours',
      null,
      null,
      'trading_hours',
    ]);
  });

  it('tells how much of its limits is used, by the day', () => {
    const guard = guardOf();
    expect(guard.usage()).toEqual({ max_daily_loss: 0, max_entries_per_day: 0, max_model_failures: 0 });
    guard.noteAccount(NOON - DAY, 1_000, { BTCUSDT: 0, ETHUSDT: 0 });
    guard.noteAccount(NOON, 950, { BTCUSDT: 1, ETHUSDT: 0 });
    guard.noteAccount(NOON + HOUR, 900, { BTCUSDT: -1, ETHUSDT: 2 });
    guard.noteOpinion(false);
    guard.noteOpinion(false);
    expect(guard.usage()).toEqual({ max_daily_loss: expect.closeTo(0.1, 12), max_entries_per_day: 2, max_model_failures: 2 }); // prettier-ignore
    guard.noteAccount(NOON + DAY, 990, { BTCUSDT: -1, ETHUSDT: 2 });
    guard.noteOpinion(true);
    expect(guard.usage()).toEqual({ max_daily_loss: 0, max_entries_per_day: 0, max_model_failures: 0 });
  });
});
