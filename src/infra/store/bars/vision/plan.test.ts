import { describe, expect, it } from 'vitest';
import { planVision, visionSource, type VisionQuery } from './plan.js';

const query = (overrides: Partial<VisionQuery> = {}): VisionQuery => ({
  market: 'spot',
  kind: 'klines',
  symbol: 'BTCUSDT',
  interval: '1h',
  from: Date.UTC(2024, 10, 29, 13),
  to: Date.UTC(2025, 0, 3, 5),
  ...overrides,
});
const paths = (overrides: Partial<VisionQuery>, now: number) =>
  planVision(query(overrides), now).map(({ path }) => path);

describe('planVision', () => {
  it('takes months that are over whole, and days of the running month that are over', () => {
    expect(paths({}, Date.UTC(2025, 0, 3, 12))).toEqual([
      'data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-11.zip',
      'data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-12.zip',
      'data/spot/daily/klines/BTCUSDT/1h/BTCUSDT-1h-2025-01-01.zip',
      'data/spot/daily/klines/BTCUSDT/1h/BTCUSDT-1h-2025-01-02.zip',
    ]);
  });

  it('knows the days to take where a month is not published yet, within the range', () => {
    const [november, december] = planVision(query(), Date.UTC(2025, 0, 3, 12));
    expect(november!.days.map(({ path }) => path.slice(-14))).toEqual(['2024-11-29.zip', '2024-11-30.zip']);
    expect(december!.days.length).toBe(31);
  });

  it('plans nothing that lies in the future', () => {
    expect(paths({}, Date.UTC(2024, 10, 29, 20))).toEqual([]);
    expect(paths({ to: Date.UTC(2024, 10, 30) }, Date.UTC(2024, 11, 15)).length).toBe(1);
  });

  it('spells the paths of futures, mark prices and funding', () => {
    const month = { market: 'um', from: Date.UTC(2024, 0), to: Date.UTC(2024, 1) } as const;
    const now = Date.UTC(2024, 5);
    expect(paths({ ...month }, now)).toEqual(['data/futures/um/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-01.zip']);
    expect(paths({ ...month, kind: 'markPriceKlines' }, now)).toEqual([
      'data/futures/um/monthly/markPriceKlines/BTCUSDT/1h/BTCUSDT-1h-2024-01.zip',
    ]);
    expect(planVision(query({ ...month, kind: 'fundingRate' }), now)).toMatchObject([
      { path: 'data/futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-01.zip', days: [] },
    ]);
    expect(visionSource({ market: 'um', kind: 'markPriceKlines' })).toBe('binance-um-mark');
    expect(visionSource({ market: 'spot', kind: 'klines' })).toBe('binance-spot');
  });

  it('refuses what the archive does not have', () => {
    expect(() => paths({ symbol: 'btc/usdt' }, 0)).toThrow('not a Binance symbol');
    expect(() => paths({ interval: '7m' }, 0)).toThrow('no bars of 7m');
    expect(() => paths({ kind: 'fundingRate' }, 0)).toThrow('no fundingRate of spot');
  });
});
