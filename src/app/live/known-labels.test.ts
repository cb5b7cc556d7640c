import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import { randomBars } from '../../engine/fixtures/random-market.js';
import { climatology } from '../../evaluation/baselines/climatology.js';
import { labelDecision } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';
import { gridTimes } from '../decisions/decision-book.js';
import { GrownBars } from './grown-bars.js';
import { KnownLabels } from './known-labels.js';

const bars = randomBars(3, 400);
const HORIZON = 6 * HOUR;
const rows = gridTimes(bars, HORIZON).flatMap((decidedAt) => {
  const label = labelDecision(bars, decidedAt, HORIZON);
  return label.scored ? [{ decidedAt, maturesAt: decidedAt + HORIZON, label }] : [];
});

describe.each(['bars that grow', 'bars that are all there'])('what came of decisions, by %s', (how) => {
  it('is what a run of the whole says of what had matured, and nothing later', () => {
    const grown = new GrownBars(bars.symbol, HOUR, []);
    const labels = new KnownLabels(() => (how === 'bars that grow' ? grown.series() : bars), HORIZON);
    const history = new MaturedHistory(rows);
    let scored = 0;
    for (let i = 0; i < bars.length; i++) {
      grown.add([{ symbol: bars.symbol, ...bars.row(i) }]);
      const now = bars.closeTime(i);
      if (i % 5 !== 0) continue;
      expect(climatology(labels, now)).toBe(climatology(history, now));
      for (const { decidedAt, maturesAt, label } of rows) {
        const known = labels.labelOf(decidedAt);
        if (maturesAt > now) expect(known).toEqual({ scored: false, reason: 'open' });
        else {
          expect(known).toEqual(label);
          scored += 1;
        }
      }
    }
    expect(scored).toBeGreaterThan(1_000);
  });
});
