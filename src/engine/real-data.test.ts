import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BarSeries } from '../core/bars.js';
import { readBarsCsv } from '../infra/store/bars/csv/read-bars-csv.js';
import { createStrategy, STRATEGIES, type RegimeView } from '../strategies/index.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../../test/support/test-data.js';
import { backtest } from './backtester.js';
import type { FundingSeries } from './funding.js';
import { computeMetrics } from './metrics/index.js';

const bars = async (name: string, symbol: string) =>
  (await readBarsCsv(testDataPath(`data/bars/${name}`), { symbol })).bars;

/** Rows of time, rate and whatever follows; the header names them. */
function funding(name: string): FundingSeries {
  const [header, ...lines] = readFileSync(testDataPath(`data/funding/${name}`), 'utf8')
    .trim()
    .split(/\r?\n/);
  const column = (pattern: RegExp) => header!.split(',').findIndex((each) => pattern.test(each));
  const [time, rate] = [column(/time/i), column(/rate/i)];
  const rows = lines.map((line) => line.split(',')).sort((a, b) => Number(a[time]) - Number(b[time]));
  return {
    time: Float64Array.from(rows, (row) => Number(row[time])),
    rate: Float64Array.from(rows, (row) => Number(row[rate])),
    mark: new Float64Array(rows.length).fill(NaN),
  };
}

/** An opinion a day that follows the last day's move: no model, but of the right shape. */
function dailyOpinions(series: BarSeries, everyBars: number): RegimeView[] {
  const points: RegimeView[] = [];
  for (let i = everyBars; i < series.length; i += everyBars) {
    const up = series.close[i]! > series.close[i - everyBars]!;
    points.push({
      decidedAt: series.closeTime(i),
      availableAt: series.closeTime(i) + 2_000,
      onFailure: 'hold',
      assessment: {
        horizon_hours: 24,
        base_asset: series.symbol,
        prob_bull: up ? 0.8 : 0.2,
        prob_bear: up ? 0.2 : 0.8,
        regime_label: up ? 'bull' : 'bear',
        confidence_level: 'medium',
        scores: {
          global_sentiment: 0,
          btc_sentiment: 0,
          altcoin_sentiment: 0,
          onchain_pressure: 0,
          liquidity_risk: 0.2,
          news_risk: 0.2,
          trend_strength: 0.5,
        },
        factors_summary: [],
        reasoning_short: '',
        timestamp_utc: null,
      },
    });
  }
  return points;
}

function checkAll(series: BarSeries, given: FundingSeries | null, everyBars: number): void {
  const regime = { points: dailyOpinions(series, everyBars) };
  for (const { name } of STRATEGIES) {
    const data = [{ bars: series, ...(given === null ? {} : { funding: given }) }];
    const options = { data, regime, leverage: 2 };
    const result = backtest({ ...options, strategy: createStrategy(name) });
    const metrics = computeMetrics(result);
    expect(result.fills.length, name).toBeGreaterThan(0);
    expect(result.refusals.total - (result.refusals.counts().end_of_data ?? 0), name).toBe(0);
    for (const [metric, value] of Object.entries(metrics)) {
      expect(value === null || Number.isFinite(value), `${name} ${metric}`).toBe(true);
    }
    // Rebuilt from the fills: what came and went, and what is still held.
    let equity = result.settings.initialEquity - result.costs.funding;
    for (const fill of result.fills) equity -= fill.quantity * fill.price + fill.fee;
    for (const open of result.openPositions) equity += open.quantity * open.mark;
    expect(Math.abs(equity / result.finalEquity - 1), name).toBeLessThan(1e-9);
    const general = backtest({ ...options, strategy: createStrategy(name), everyBar: true });
    expect(general.finalEquity, name).toBe(result.finalEquity);
  }
}

it.skipIf(!hasTestData)(
  `every strategy on BTCUSDT 1h, 2022–2024 (${hasTestData ? 'recorded' : SKIP_REASON})`,
  async () => {
    checkAll(await bars('binance-spot-BTCUSDT-1h-2022-2024.csv', 'BTCUSDT'), null, 24);
  },
);

it.skipIf(!hasTestData)(
  `every strategy on 5m futures with their funding (${hasTestData ? 'recorded' : SKIP_REASON})`,
  async () => {
    const months = await Promise.all(
      ['01', '02', '03'].map((month) => bars(`binance-um-BTCUSDT-5m-2025-${month}.csv`, 'BTCUSDT')),
    );
    const rows = months.flatMap((month) => Array.from({ length: month.length }, (_, i) => month.row(i)));
    const series = BarSeries.fromRows('BTCUSDT', 300_000, rows);
    const given = funding('binance-um-BTCUSDT-8h-2023-12_2025-11.csv');
    checkAll(series, given, 288);
    const held = backtest({ data: [{ bars: series, funding: given }], strategy: createStrategy('buy-and-hold') });
    // Three settlements a day over 90 days; the first, at the very start, finds no position.
    expect(held.counters.funding_payments).toBe(269);
    expect(held.fundingMissing).toBe(0);
    expect(held.counters.funding_at_trade_price).toBe(269);
  },
);
