import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import { seededRandom } from '../../core/ports/random.js';
import { compareScores } from './compare-scores.js';
import { brierLosses } from './losses.js';
import { rollingSkill, type SkillRow } from './rolling-skill.js';

const OPTIONS = { window: 60, points: 20, overlap: 1, level: 0.95 };

/** Knows the market until a moment, and guesses from then on. */
function rows(n: number, knows: number): SkillRow[] {
  const random = seededRandom(7);
  return Array.from({ length: n }, (_, i) => {
    const outcome = random.next() < 0.5 ? 0 : 1;
    const honest = outcome === 1 ? 0.8 : 0.2;
    return { decidedAt: i * HOUR, probBull: i < knows ? honest : 0.3 + 0.4 * random.next(), reference: 0.5, outcome };
  });
}

describe('skill over time', () => {
  it('falls where it ends', () => {
    const stretches = rollingSkill(rows(400, 200), OPTIONS);
    expect(stretches.length).toBeLessThanOrEqual(20);
    expect(stretches.at(-1)).toMatchObject({ to: 399 * HOUR, n: 60 });
    const early = stretches.filter(({ to }) => to < 200 * HOUR);
    const late = stretches.filter(({ from }) => from >= 200 * HOUR);
    expect(early.length).toBeGreaterThan(3);
    expect(late.length).toBeGreaterThan(3);
    for (const { skill, low } of early) expect([skill, low]).toEqual([expect.closeTo(0.84, 10), expect.closeTo(0.84, 5)]); // prettier-ignore
    for (const { skill, low, high } of late) {
      expect(skill).toBeLessThan(0.3);
      expect(low!).toBeLessThanOrEqual(skill!);
      expect(high!).toBeGreaterThanOrEqual(skill!);
    }
  });

  it('is that of the whole where there are fewer decisions than a stretch has', () => {
    const few = rows(40, 0);
    const column = (value: (row: SkillRow) => number) => Float64Array.from(few, value);
    const whole = compareScores(brierLosses, column((r) => r.probBull), column((r) => r.reference), column((r) => r.outcome), { overlap: 1, level: 0.95 }); // prettier-ignore
    expect(rollingSkill(few, OPTIONS)).toEqual([
      { from: 0, to: 39 * HOUR, n: 40, skill: whole.skill, low: whole.skill_interval!.low, high: whole.skill_interval!.high }, // prettier-ignore
    ]);
    expect(rollingSkill([], OPTIONS)).toEqual([]);
  });

  it('has no interval where a stretch is too short for one', () => {
    expect(rollingSkill(rows(20, 0), { ...OPTIONS, overlap: 6 })[0]).toMatchObject({ low: null, high: null });
  });
});
