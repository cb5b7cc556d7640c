import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

/**
 * A server that answers so many questions at once, each in `serviceMs`, and lets the others wait in line: every question is begun
 * as soon as the pace allows it.
 * @returns how many were allowed after each answer, and when the last one came
 */
function serve(
  pace: Pace,
  answers: number,
  server: (answer: number) => { readonly slots: number; readonly serviceMs: number },
): { readonly allowed: number[]; readonly ms: number } {
  const allowed: number[] = [];
  const slots: number[] = [];
  let underWay: { readonly startedAt: number; readonly endsAt: number; readonly begunAt: number }[] = [];
  let now = 0;
  let asked = 0;
  const ask = (): void => {
    while (underWay.length < pace.atOnce) {
      const { slots: parallel, serviceMs } = server(asked++);
      while (slots.length < parallel) slots.push(0);
      slots.length = parallel;
      const slot = slots.indexOf(Math.min(...slots));
      const endsAt = Math.max(now, slots[slot]!) + serviceMs;
      slots[slot] = endsAt;
      underWay.push({ startedAt: now, endsAt, begunAt: pace.atOnce });
    }
  };
  ask();
  while (allowed.length < answers) {
    const next = underWay.reduce((first, one) => (one.endsAt < first.endsAt ? one : first));
    underWay = underWay.filter((one) => one !== next);
    now = next.endsAt;
    pace.answered(now - next.startedAt, next.begunAt);
    allowed.push(pace.atOnce);
    ask();
  }
  return { allowed, ms: now };
}

describe('how many questions at once', () => {
  it('is one at a server of one slot, after two were tried, and what is tried costs no time', () => {
    const { allowed, ms } = serve(new Pace(), 30, () => ({ slots: 1, serviceMs: 70_000 }));
    expect(Math.max(...allowed)).toBe(2);
    expect(allowed.slice(10)).toEqual(Array(20).fill(1));
    expect(ms).toBe(30 * 70_000);
  });

  it.each([2, 4, 8])('is %d at a server of so many slots', (slots) => {
    const { allowed } = serve(new Pace(), 60, () => ({ slots, serviceMs: 2_000 }));
    expect(allowed.slice(40)).toEqual(Array(20).fill(slots));
  });

  it('is eight at most, or what it is told', () => {
    expect(serve(new Pace(), 100, () => ({ slots: 64, serviceMs: 10 })).allowed.at(-1)).toBe(8);
    expect(serve(new Pace(3), 100, () => ({ slots: 64, serviceMs: 10 })).allowed.at(-1)).toBe(3);
    expect(new Set(serve(new Pace(1), 100, () => ({ slots: 64, serviceMs: 10 })).allowed)).toEqual(new Set([1]));
  });

  it('does not take the loading of the model for its speed', () => {
    const { allowed } = serve(new Pace(), 30, (answer) => ({ slots: 1, serviceMs: answer === 0 ? 300_000 : 10_000 }));
    expect(allowed.slice(10)).toEqual(Array(20).fill(1));
  });

  it('goes down where the server has less to give, and up again later', () => {
    const pace = new Pace();
    const { allowed } = serve(pace, 260, (answer) => ({
      slots: answer < 60 || answer > 120 ? 4 : 1,
      serviceMs: 1_000,
    }));
    expect(allowed[58]).toBe(4);
    expect(allowed.slice(60, 120)).toContain(1);
    expect(allowed.at(-1)).toBe(4);
  });
});
