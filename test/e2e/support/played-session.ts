import { makeSpec, type BacktestWishes } from '../../../src/app/backtest/make-spec.js';
import { demoMarket } from '../../../src/app/data/write-demo.js';
import { runLive, type LiveSessionRequest } from '../../../src/app/live/live.js';
import { runPaper } from '../../../src/app/live/paper.js';
import {
  liveResultSchema,
  type LiveResult,
  type PaperResult,
  type SessionFeed,
} from '../../../src/contract/session.js';
import { guardLimitsSchema } from '../../../src/live/guard/limits.js';
import type { PlayedExchange } from '../../live-feed/support.js';

/** Two weeks of hours of the demo market, and when sessions on them begin. */
export const { bars: BARS } = demoMarket('BTCUSDT', 14 * 24);
export const START = BARS.openTime[100]!;

export const SMA: BacktestWishes = {
  data: ['BTCUSDT:1h'],
  funding: [],
  strategy: 'sma-cross',
  params: { fast: 5, slow: 20 },
  execution: { instrument: 'perp', initialEquity: 2_000, makerFee: 0, takerFee: 0, slippage: { bps: 0 } },
};

export const PRICES: SessionFeed = {
  kind: 'exchange',
  exchange: 'binance',
  symbols: ['BTCUSDT'],
  interval: '1h',
  warm_up: 60,
};

/** What a session on a played exchange asks for, which ends once so many bars are booked. */
async function requestOf(exchange: PlayedExchange, bars: number, wishes: BacktestWishes) {
  const end = new AbortController();
  let booked = 0;
  return {
    spec: await makeSpec(wishes, exchange.cwd, exchange.runtime),
    limits: guardLimitsSchema.parse({}),
    prices: PRICES,
    speed: 1,
    clock: exchange.clock,
    cwd: exchange.cwd,
    signal: end.signal,
    onStep: () => {
      if (++booked >= bars) end.abort();
    },
  };
}

/** Trades at the exchange until so many bars are booked. */
export async function playedLive(
  exchange: PlayedExchange,
  bars: number,
  more: Partial<LiveSessionRequest> = {},
  wishes = SMA,
): Promise<{ readonly result: LiveResult; readonly events: readonly string[] }> {
  const events: string[] = [];
  const result = await runLive(
    {
      ...(await requestOf(exchange, bars, wishes)),
      name: 'live',
      isReal: false,
      adopt: false,
      stop: 0.3,
      onEvent: ({ code, message }) => events.push(`${code}: ${message}`),
      ...more,
    },
    exchange.runtime,
  );
  return { result: liveResultSchema.parse(result), events };
}

/** The same on paper. */
export const playedPaper = async (exchange: PlayedExchange, bars: number): Promise<PaperResult> =>
  runPaper({ ...(await requestOf(exchange, bars, SMA)), name: 'paper' }, exchange.runtime);
