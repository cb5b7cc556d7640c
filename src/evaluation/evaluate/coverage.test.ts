import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { coverageOf, type AskedDecision } from './coverage.js';

/** Calibrated, right in 70 of 100, where it answers; climatology says 0.5. */
function asked(n: number, answers: (i: number) => boolean): AskedDecision[] {
  const random = seededRandom(3);
  return Array.from({ length: n }, (_, i) => {
    const up = random.next() < 0.5;
    const outcome = random.next() < 0.7 === up ? 1 : 0;
    return { probBull: answers(i) ? (up ? 0.7 : 0.3) : null, climatology: 0.5, outcome };
  });
}

describe('coverage', () => {
  it('puts climatology in for what was not answered: half of the answers is half of the skill', () => {
    const half = asked(2_000, (i) => i % 2 === 0);
    const found = coverageOf(half, 1)!;
    expect(found).toMatchObject({ asked: 2_000, answered: 1_000, share: 0.5 });
    const losses = half.flatMap(({ probBull, outcome }) => (probBull === null ? [] : [(probBull - outcome) ** 2]));
    const ofAnswers = 1 - losses.reduce((sum, each) => sum + each, 0) / (1_000 * 0.25);
    expect(ofAnswers).toBeGreaterThan(0.1);
    expect(found.skill).toBeCloseTo(0.5 * ofAnswers, 12);
    expect(found.skill_interval![0]).toBeLessThan(found.skill!);
    expect(found.p_skill).toBeLessThan(0.001);
  });

  it('says nothing where everything was answered, or nothing', () => {
    expect(
      coverageOf(
        asked(50, () => true),
        1,
      ),
    ).toBeNull();
    expect(
      coverageOf(
        asked(50, () => false),
        1,
      ),
    ).toBeNull();
    expect(coverageOf([], 1)).toBeNull();
  });
});
