import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as limitsModule from '../../src/core/risk-limits.js';
import type * as filtersModule from '../../src/engine/exchange-rules/filters.js';
import { MARKETS, type MarketName } from './markets.js';
import golden from './worst-opinions.golden.json' with { type: 'json' };
import { brokenIn, worstRun, type WorstRun } from './worst.js';

const SEEDS = Array.from({ length: 8 }, (_, seed) => seed);
const names = Object.keys(MARKETS) as MarketName[];

describe('an oracle that always gives the most harmful legal answer', () => {
  it('is tried in as many kinds of markets as the documents say', () => {
    expect(names).toHaveLength(golden['worst-opinions'].figures['seeds, markets'][1]!);
  });

  it.each(names)('moves an account no further than its limits: %s', async (market) => {
    const runs: WorstRun[] = [];
    for (const strategy of ['llm-regime', 'sma-cross scaled'] as const)
      for (const seed of SEEDS) runs.push(await worstRun(market, seed, strategy));
    expect(brokenIn(runs)).toEqual([]);
    // Else nothing was tried.
    const alone = runs.slice(0, SEEDS.length).map(({ backtest }) => backtest);
    for (const { lost, increases } of alone) expect(lost * increases).toBeGreaterThan(0.09);
    expect(alone.filter(({ killed }) => killed).length).toBeGreaterThan(2);
    expect(alone.filter(({ drifts }) => drifts > 0).length).toBeGreaterThan(market === 'hidden drift' ? 0 : 2);
  });
});

type Limits = typeof limitsModule;
type Filters = typeof filtersModule;

/** Each changes one module of the program as a mistake would. */
const PLANTED: Readonly<Record<string, () => void>> = {
  'no limit on change per decision': () =>
    vi.doMock('../../src/core/risk-limits.js', async (load) => {
      const real = await load<Limits>();
      const limitTarget: Limits['limitTarget'] = (request, limits) =>
        real.limitTarget(request, { ...limits, maxChangePerDecision: Infinity });
      return { ...real, limitTarget };
    }),
  'the cap is applied before rounding to lots, which then goes up': () =>
    vi.doMock('../../src/engine/exchange-rules/filters.js', async (load) => {
      const floorToStep: Filters['floorToStep'] = (quantity, step) => Math.round(quantity / step) * step;
      return { ...(await load<Filters>()), floorToStep };
    }),
  'exposure that drifted is let be': () =>
    vi.doMock('../../src/core/risk-limits.js', async (load) => ({
      ...(await load<Limits>()),
      driftReduction: () => null,
    })),
  'the limit on change slows reductions as well': () =>
    vi.doMock('../../src/core/risk-limits.js', async (load) => {
      const real = await load<Limits>();
      const limitTarget: Limits['limitTarget'] = (request, limits) => {
        const { target, current } = request;
        const step = limits.maxChangePerDecision ?? Infinity;
        const slowed = Math.max(current - step, Math.min(current + step, target));
        return real.limitTarget({ ...request, target: slowed }, limits);
      };
      return { ...real, limitTarget };
    }),
  'the kill switch looks at the start and not at the peak': () =>
    vi.doMock('../../src/core/risk-limits.js', async (load) => {
      const drawdownKills: Limits['drawdownKills'] = (equity, _peak, { maxDrawdown = 1 }) =>
        equity <= 9_000 * (1 - maxDrawdown);
      return { ...(await load<Limits>()), drawdownKills };
    }),
};

describe('a planted bug is found', () => {
  afterEach(() => {
    vi.doUnmock('../../src/core/risk-limits.js');
    vi.doUnmock('../../src/engine/exchange-rules/filters.js');
    vi.resetModules();
  });

  it.each(Object.entries(PLANTED))('%s', async (_name, plant) => {
    vi.resetModules();
    plant();
    const { worstRun: run } = await import('./worst.js');
    const runs: WorstRun[] = [];
    for (const seed of SEEDS) runs.push(await run('leaps', seed, 'llm-regime'));
    expect(brokenIn(runs).length).toBeGreaterThan(0);
  });
});
