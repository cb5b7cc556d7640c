import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { AlwaysValidSkill } from './always-valid-skill.js';

function watched(n: number, say: (outcome: 0 | 1, i: number) => number, bull = 0.5, seed = 1) {
  const random = seededRandom(seed);
  const skill = new AlwaysValidSkill();
  let bulls = 0;
  let most = -Infinity;
  for (let i = 0; i < n; i++) {
    const outcome = random.next() < bull ? 1 : 0;
    skill.add({ probBull: say(outcome, i), reference: (bulls + 1) / (i + 2), outcome });
    bulls += outcome;
    most = Math.max(most, skill.lowerBound()!);
  }
  return { last: skill.lowerBound()!, most };
}

describe('the lower bound that holds at all moments', () => {
  it('finds one who is right in nine of ten, and is below the truth of 0.84', () => {
    const random = seededRandom(9);
    const { last } = watched(300, (outcome) => (random.next() < 0.9 ? 0.1 + 0.8 * outcome : 0.9 - 0.8 * outcome));
    expect(last).toBeGreaterThan(0.2);
    expect(last).toBeLessThan(0.84);
  });

  it('grants nothing to a constant, where climatology had to learn and where a market drifts', () => {
    expect(watched(1_000, () => 0.5).most).toBeLessThanOrEqual(0);
    expect(watched(1_000, () => 0.7, 0.7).most).toBeLessThanOrEqual(0);
  });

  it('says nothing of nothing', () => {
    expect(new AlwaysValidSkill().lowerBound()).toBeNull();
  });
});
