import { describe, expect, it } from 'vitest';
import { MARKETS, type MarketName } from '../worst-opinions/markets.js';
import { brokenIn, worstRun, type WorstRun } from '../worst-opinions/worst.js';
import golden from '../worst-opinions/worst-opinions.golden.json' with { type: 'json' };

const [SEEDS] = golden['worst-opinions'].figures['seeds, markets'] as [number, number];
const names = Object.keys(MARKETS) as MarketName[];

describe(`${SEEDS} sets of limits in each kind of market, the most harmful answers`, () => {
  it.each(names)('stay inside the limits at every bar: %s', async (market) => {
    const runs: WorstRun[] = [];
    for (let seed = 0; seed < SEEDS; seed++) {
      // The opinion alone has the widest way; every fourth scales another strategy.
      runs.push(await worstRun(market, 1_000 + seed, 'llm-regime'));
      if (seed % 4 === 0) runs.push(await worstRun(market, 1_000 + seed, 'sma-cross scaled'));
    }
    expect(brokenIn(runs)).toEqual([]);
    const alone = runs.map(({ backtest }) => backtest);
    const loss = Math.max(...alone.map(({ lost }) => lost));
    // Else the oracle does no harm.
    expect(loss).toBeGreaterThan(0.3);
  });
});
