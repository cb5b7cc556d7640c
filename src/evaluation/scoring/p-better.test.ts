import { describe, expect, it } from 'vitest';
import { moods, quickMarket, type QuickMarket } from '../../../test/evaluation/judgement.js';
import { pBetter } from './p-better.js';

const MARKETS = 200;
const N = 1_000;
const half = Float64Array.from({ length: N }, () => 0.5);

/** Share of markets in which the first is called better than always 0.5 at 2.5 %. */
function share(halfLife: number, first: (market: QuickMarket, mood: Float64Array) => Float64Array): number {
  let found = 0;
  for (let seed = 1; seed <= MARKETS; seed++) {
    const market = quickMarket({ kind: 'none' }, N, 6, 7_919 * seed);
    const p = pBetter(first(market, moods(0.1, halfLife)(market)), half, market.outcomes, 6);
    if (p !== null && p < 0.025) found += 1;
  }
  return found / MARKETS;
}

describe('p of being better', () => {
  it.each([0, 10, 40])(
    'does not call moods of %s decisions better in more than one random walk of forty',
    (halfLife) => {
      expect(share(halfLife, (_, mood) => mood)).toBeLessThanOrEqual(0.025);
    },
  );

  it('finds one who sees a little of the outcome', () => {
    const seeing = ({ outcomes }: QuickMarket, mood: Float64Array) =>
      mood.map((p, i) => Math.min(0.99, Math.max(0.01, p + 0.3 * (outcomes[i]! - 0.5))));
    expect(share(10, seeing)).toBeGreaterThan(0.95);
  });

  it('is small for the better and large for the worse, and says nothing of the same or of too few', () => {
    const outcomes = Float64Array.from({ length: 60 }, (_, i) => i % 2);
    const good = outcomes.map((outcome, i) => 0.5 + (outcome - 0.5) * (0.1 + 0.01 * (i % 7)));
    const coin = outcomes.map(() => 0.5);
    expect(pBetter(good, coin, outcomes, 1)).toBeLessThan(0.001);
    expect(pBetter(coin, good, outcomes, 1)).toBeGreaterThan(0.999);
    expect(pBetter(good, good, outcomes, 1)).toBeNull();
    expect(pBetter(good.slice(0, 5), coin.slice(0, 5), outcomes.slice(0, 5), 1)).toBeNull();
  });
});
