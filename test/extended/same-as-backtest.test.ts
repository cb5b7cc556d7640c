import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { writeBarsFile } from '../../src/app/data/bars-file.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { loadBars } from '../../src/app/inputs/load-bars.js';
import { runPaper } from '../../src/app/live/paper.js';
import { runSpec } from '../../src/app/backtest/run-backtest.js';
import { openBarStore } from '../../src/app/runtime/user-data.js';
import { BarSeries } from '../../src/core/bars.js';
import { HOUR } from '../../src/core/time.js';
import { StrategyHost, type SymbolBar } from '../../src/engine/hosted/strategy-host.js';
import { LiveFeed } from '../../src/live/runner/live-feed/live-feed.js';
import { STRATEGIES } from '../../src/strategies/registry.js';
import { playedExchange } from '../live-feed/support.js';
import { happened, requestOf, traded, type Wishes } from '../live-feed/trades.js';
import { tapeOf } from '../replay-exchange/support.js';
import { hasTestData, testDataPath } from '../support/test-data.js';

const IS_NIGHTLY = process.env.TEST_SIZE === 'nightly';
/** Hourly bars: from 2022 to 2024 as they were recorded, or 60 days of them. */
const BARS = IS_NIGHTLY ? 26_303 : 60 * 24;
/** Enough for a planted bug to show itself: at night, too, the suite is asked first whether it finds any. */
const PLANTED_BARS = 60 * 24;

/** Recorded bars of a symbol; of one that was not recorded, or without the recordings, generated ones of the same hours. */
async function barsOf(symbol: string, count: number): Promise<BarSeries> {
  const { runtime } = await playedExchange([], 0);
  if (hasTestData && symbol !== 'SOLUSDT') {
    const data = [testDataPath(`data/bars/binance-spot-${symbol}-1h-2022-2024.csv`)];
    const store = openBarStore(runtime.config);
    const [loaded] = await loadBars({ data, cwd: '/', store, now: Date.UTC(2025, 0, 1) });
    return loaded!.bars.slice(0, count);
  }
  const { bars } = demoMarket(symbol, count);
  const from = Date.UTC(2022, 0, 1);
  return BarSeries.fromRows(
    symbol,
    HOUR,
    Array.from({ length: count }, (_, i) => ({ ...bars.row(i), openTime: from + i * HOUR })),
  );
}

/** What differs between paper on the replay exchange and a backtest of the same bars; nothing: they are the same to the last bit. */
async function differences(symbols: readonly string[], wishes: Wishes, count = BARS): Promise<string[]> {
  const bars = await Promise.all(symbols.map((symbol) => barsOf(symbol, count)));
  const exchange = await playedExchange(
    bars.map((each) => tapeOf(each)),
    bars[0]!.openTime[0]!,
    [],
    { LLM_MODEL: 'baseline' },
  );
  const files = bars.map(({ symbol }) => join(exchange.cwd, `${symbol}-1h.csv`));
  for (const [i, file] of files.entries()) await writeBarsFile(file, bars[i]!);
  const live = await traded(exchange, bars, wishes);
  const request = await requestOf(exchange, wishes, files);
  const { signal } = new AbortController();
  await runPaper({ ...request, name: 'stored', prices: null, speed: null, signal }, exchange.runtime);
  const { result } = await runSpec(request.spec, { cwd: exchange.cwd }, exchange.runtime);
  const [ours, stored] = [happened(exchange.cwd, 'live'), happened(exchange.cwd, 'stored')];
  expect(live.fills).toBeGreaterThan(0);
  const pairs: Readonly<Record<string, readonly [readonly unknown[], readonly unknown[]]>> = {
    decisions: [ours.decisions, stored.decisions],
    opinions: [ours.opinions, stored.opinions],
    fills: [ours.booked.flatMap(({ fills }) => fills), [...result.fills]],
    equity: [ours.booked.map(({ equity }) => equity), [...result.equity]],
  };
  return Object.entries(pairs).flatMap(([what, [is, expected]]) => {
    const texts = [is, expected].map((rows) => rows.map((row) => JSON.stringify(row)));
    const at = texts[0]!.findIndex((text, i) => text !== texts[1]![i]);
    return at < 0 && is.length === expected.length ? [] : [`${what} ${at}: ${is.length} and ${expected.length}`];
  });
}

const PERP = { instrument: 'perp' as const };
const SMA: Wishes = { strategy: 'sma-cross', execution: PERP };
const LIMITS = {
  maxExposure: 0.9,
  maxNetExposure: 0.5,
  maxGroupExposure: 0.6,
  groupBars: 60,
  maxChangePerDecision: 0.2,
};

afterEach(() => {
  vi.restoreAllMocks();
});

/** Each is one bar off, somewhere between the exchange and the account. */
const PLANTED: Readonly<Record<string, () => void>> = {
  'the strategy sees the bar before': () => {
    const { ask } = StrategyHost.prototype;
    let before: readonly SymbolBar[] | null = null;
    vi.spyOn(StrategyHost.prototype, 'ask').mockImplementation(function (this: StrategyHost, rows, account) {
      const shown = before ?? rows;
      before = rows;
      return ask.call(this, shown, account);
    });
  },
  'the first bar is left out': () => {
    const { next } = LiveFeed.prototype;
    vi.spyOn(LiveFeed.prototype, 'next').mockImplementation(async function (this: LiveFeed, after, signal) {
      const moment = await next.call(this, after, signal);
      return after === -Infinity ? next.call(this, moment.time, signal) : moment;
    });
  },
};

describe('a planted bug is found', () => {
  it.each(Object.entries(PLANTED))('%s', async (_what, plant) => {
    plant();
    expect(await differences(['BTCUSDT'], SMA, PLANTED_BARS)).not.toEqual([]);
  });
});

describe(`paper on the replay exchange and a backtest, over ${BARS} hours`, { timeout: 3_600_000 }, () => {
  it.each(STRATEGIES.map(({ name }) => name))('decide, fill and stand alike to the last bit: %s', async (strategy) => {
    expect(await differences(['BTCUSDT'], { strategy, execution: PERP })).toEqual([]);
  });

  it('do so with three symbols and limits on the sum', async () => {
    const execution = { ...PERP, limits: LIMITS };
    expect(
      await differences(['BTCUSDT', 'ETHUSDT', 'SOLUSDT'], {
        strategy: 'sma-cross',
        params: { fast: 5, slow: 20, size: 0.4 },
        execution,
      }),
    ).toEqual([]);
  });
});
