import { expect, it } from 'vitest';
import { buildMarketSnapshot } from '../../src/core/market-snapshot/index.js';
import { FAULTS } from '../faults/catalogue.js';
import { SOURCES } from './sources.js';
import { SYMBOL, World } from './world.js';

const MINUTE = 60_000;

it.each([
  [10, 'stale'],
  [200, 'gone'],
] as const)('a last good price %i minutes old is %s, and its age is shown', async (minutes, expected) => {
  const binance = SOURCES.find(({ id }) => id === 'binance')!;
  const refused = FAULTS.find(({ id }) => id === 'refused')!;
  const world = await World.start({ seed: 1, sources: [binance] });
  try {
    const good = await world.cycle(binance);
    world.clock.advance(minutes * MINUTE);
    world.setFault(binance, refused.variants[0]!);
    const { collected } = await world.cycle(binance);
    expect(collected.observations).toEqual([]);
    const { market, data_quality } = buildMarketSnapshot(good.collected.observations, {
      asOf: good.end + minutes * MINUTE,
      baseAsset: SYMBOL.symbol,
      horizonHours: 24,
      failures: collected.failures,
    });
    const quality = data_quality.fields['market.spot_price']!;
    if (expected === 'stale') {
      expect(market.spot_price).toBe(good.snapshot.market.spot_price);
      expect(quality).toMatchObject({ stale: true, age_seconds: minutes * 60 });
    } else {
      expect(market.spot_price).toBeNull();
      expect(quality.missing_because).toMatch(/^stale: /);
    }
    expect(data_quality.failures.map(({ code }) => code)).toContain('http.network');
  } finally {
    await world.close();
  }
});
