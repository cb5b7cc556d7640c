import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../core/errors.js';
import { isBarValue, isNewsValue, observationSchema } from '../../../core/observation.js';
import { SERIES } from '../../../core/series.js';
import { parseSymbol } from '../../../core/symbol.js';
import { createDemoSource } from './source.js';
import { DEMO_AS_OF, DEMO_HOURS, DEMO_SEED } from './market.js';
import { generateDemoBars, generateDemoObservations } from './generate.js';

const HOUR = 3_600_000;
const settings = { symbol: 'BTCUSDT', seed: DEMO_SEED, asOf: DEMO_AS_OF, hours: DEMO_HOURS };
const ask = (symbol: string, asOf = DEMO_AS_OF) => ({
  symbol: parseSymbol(symbol),
  asOf,
  signal: new AbortController().signal,
});
const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

describe('demo source', () => {
  it('has every series for BTCUSDT, each fresh at the demo time', async () => {
    const { observations, failures } = await createDemoSource().collect(ask('BTCUSDT'));
    expect(failures).toEqual([]);
    for (const [series, info] of Object.entries(SERIES)) {
      const newest = Math.max(...observations.filter((o) => o.series === series).map((o) => o.observed_at));
      expect(DEMO_AS_OF - newest - info.spanMs, `${series} is not stale`).toBeLessThanOrEqual(info.staleAfterMs);
    }
  });

  it.each(['ETHUSDT', 'SOLUSDT'])(
    'has every series for %s but the two of proof of work, and says why',
    async (symbol) => {
      const { observations, failures } = await createDemoSource().collect(ask(symbol));
      const there = new Set(observations.map((o) => o.series));
      expect(Object.keys(SERIES).filter((series) => !there.has(series as never))).toEqual([
        'unique_addresses',
        'hash_rate',
      ]);
      expect(failures).toMatchObject([{ source: 'demo', series: ['hash_rate', 'unique_addresses'] }]);
    },
  );

  it('gives valid observations that were known by the demo time', () => {
    for (const observation of generateDemoObservations({ ...settings, symbol: 'ETHUSDT' })) {
      observationSchema.parse(observation);
      expect(observation.available_at).toBeLessThanOrEqual(DEMO_AS_OF);
      expect(observation.observed_at).toBeLessThanOrEqual(observation.available_at);
    }
  });

  it('answers an earlier question with what was known then', async () => {
    const asOf = DEMO_AS_OF - 100 * HOUR;
    const { observations } = await createDemoSource().collect(ask('BTCUSDT', asOf));
    expect(Math.max(...observations.map((o) => o.available_at))).toBe(asOf);
  });

  it('refuses a symbol it does not have', async () => {
    const asked = createDemoSource().collect(ask('DOGEUSDT'));
    await expect(asked).rejects.toBeInstanceOf(InputError);
    await expect(asked).rejects.toThrow(
      'base_asset "DOGEUSDT" has no demo data: the demo has BTCUSDT, ETHUSDT and SOLUSDT only.',
    );
  });
});

describe('demo generator', () => {
  it('gives the same observations on any machine', () => {
    expect(hashOf(generateDemoObservations(settings))).toBe('48183eaaf2c3a0af');
    expect(hashOf(generateDemoObservations({ ...settings, symbol: 'ETHUSDT' }))).toBe('f89658ced1b61aae');
    expect(hashOf(generateDemoObservations({ ...settings, seed: DEMO_SEED + 1 }))).not.toBe('48183eaaf2c3a0af');
  });

  it('never changes later data when more history is asked for', () => {
    const short = generateDemoObservations({ ...settings, hours: 24 * 10 });
    const long = generateDemoObservations(settings);
    const key = (o: (typeof long)[number]): string => JSON.stringify(o);
    const known = new Set(long.map(key));
    expect(short.filter((o) => !known.has(key(o)))).toEqual([]);
    expect(short.length).toBeLessThan(long.length / 5);
  });

  it('draws an unbroken path of consistent candles', () => {
    const bars = generateDemoBars(settings);
    expect(bars).toHaveLength(DEMO_HOURS);
    for (const [i, bar] of bars.entries()) {
      expect(bar.open_time).toBe(DEMO_AS_OF - (DEMO_HOURS - i) * HOUR);
      expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
      expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
      if (i > 0) expect(bar.open).toBe(bars[i - 1]!.close);
    }
  });

  it('moves as each regime says: bull up, bear down, calm the quietest', () => {
    const bars = generateDemoBars({ ...settings, hours: 40_000 });
    const meanAndDeviation = (regime: string): [number, number] => {
      const returns = bars.filter((bar) => bar.regime === regime).map((bar) => Math.log(bar.close / bar.open));
      const mean = returns.reduce((sum, r) => sum + r, 0) / returns.length;
      return [mean, Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / returns.length)];
    };
    const [bull, bear, calm] = [meanAndDeviation('bull'), meanAndDeviation('bear'), meanAndDeviation('calm')];
    expect(bull[0]).toBeGreaterThan(0.0001);
    expect(bear[0]).toBeLessThan(-0.0001);
    expect([calm[1], bull[1], bear[1]]).toEqual([calm[1], bull[1], bear[1]].sort((a, b) => a - b));
  });

  it('ties funding, flows and mood to what the price did', () => {
    const observations = generateDemoObservations({ ...settings, hours: 24 * 400 });
    const bars = observations.filter((o) => o.series === 'bar_1h');
    const closeAt = new Map(
      bars.map((o) => [o.observed_at + HOUR, isBarValue(o.value) ? o.value.close : Number.NaN] as const),
    );
    const correlationWith = (series: string, hours: number): number => {
      const pairs = observations
        .filter((o) => o.series === series && typeof o.value === 'number')
        .map((o) => [Math.log(closeAt.get(o.observed_at)! / closeAt.get(o.observed_at - hours * HOUR)!), o.value])
        .filter((pair): pair is [number, number] => Number.isFinite(pair[0]) && typeof pair[1] === 'number');
      return correlation(pairs);
    };
    expect(correlationWith('funding_rate', 72)).toBeGreaterThan(0.8);
    expect(correlationWith('fear_greed', 168)).toBeGreaterThan(0.6);
    expect(correlationWith('open_interest_base', 168)).toBeGreaterThan(0.8);
  });

  it('marks every outlet as fictional and does not repeat itself within a day', () => {
    const news = generateDemoObservations(settings).filter((o) => o.series === 'news');
    expect(news.length).toBeGreaterThan(200);
    for (const { value } of news) expect(isNewsValue(value) && value.source).toMatch(/\(fictional\)$/);
    const lastDay = news.filter((o) => o.observed_at > DEMO_AS_OF - 24 * HOUR);
    const titles = lastDay.map(({ value }) => isNewsValue(value) && value.title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(2);
  });
});

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
