import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSpec, type BacktestWishes } from '../../src/app/backtest/make-spec.js';
import { explainSession } from '../../src/app/live/explain.js';
import { runLive } from '../../src/app/live/live.js';
import { runPaper } from '../../src/app/live/paper.js';
import { halt, unhalt } from '../../src/app/live/session-folder.js';
import { explanationSchema, type Explanation } from '../../src/contract/explanation.js';
import { BarSeries, type BarRow } from '../../src/core/bars.js';
import { HOUR, MINUTE } from '../../src/core/time.js';
import { isSignedBy } from '../../src/infra/exchanges/replay-server/serve.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { playedExchange, type PlayedExchange } from '../live-feed/support.js';
import { tapeOf } from '../replay-exchange/support.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer } from '../servers/ollama.js';
import { hasPackage } from '../support/optional-package.js';
import { cli, emptyDir } from './support/cli.js';
import { BARS, PRICES, SMA, START } from './support/played-session.js';

const NOTHING = { latency: 0, slippage: 0, data: 0, model: 0, halt: 0, other: 0 };

async function explained(cwd: string, name = 'paper'): Promise<Explanation> {
  const { code, stdout, stderr } = await cli(['explain', name, '--json'], { cwd });
  expect(code, stderr).toBe(0);
  return explanationSchema.parse(JSON.parse(stdout));
}
const sumOf = ({ effect }: Pick<Explanation, 'effect'>): number =>
  Object.values(effect).reduce((sum, each) => sum + each, 0);

/** What holds of any explanation: nothing is left over, in the whole and by decision. */
function assertWhole(found: Explanation): void {
  expect(sumOf(found)).toBeCloseTo(found.equity - found.backtest_equity, 6);
  for (const cause of Object.keys(NOTHING) as (keyof typeof NOTHING)[]) {
    const parts = found.decisions.reduce((sum, { effect }) => sum + effect[cause], 0);
    expect(parts, cause).toBeCloseTo(found.effect[cause], 6);
  }
}

describe('a paper session over bars that are there', () => {
  it.each([
    ['one symbol', ['--strategy', 'sma-cross', '--funding', 'd/demo-BTCUSDT-funding.csv', '--instrument', 'perp']],
    ['a model', ['--strategy', 'llm-regime', '--model', 'baseline', '--instrument', 'perp']],
    ['two symbols with limits', ['--data', 'd/demo-ETHUSDT-1h.csv', '--strategy', 'sma-cross', '--param', 'size=0.4', '--max-exposure', '0.6', '--max-daily-loss', '0.01']], // prettier-ignore
  ])('is its backtest, to the last bit: %s', async (_what, options) => {
    const cwd = emptyDir();
    await cli(['data', 'demo', '--out', 'd', '--days', '20'], { cwd });
    const bars = ['--data', 'd/demo-BTCUSDT-1h.csv', ...options];
    expect((await cli(['paper', ...bars], { cwd })).code).toBe(0);
    const found = await explained(cwd);
    expect(found).toMatchObject({ effect: NOTHING, decisions: [], moments: 480 });
    expect(found.bars).toEqual({ late: 0, missing: 0, found: 0, left_out: 0, changed: 0 });
    if (!options.includes('--max-daily-loss')) {
      const { stdout } = await cli(['backtest', ...bars, '--json'], { cwd });
      expect(found.backtest_equity).toBe((JSON.parse(stdout) as { final_equity: number }).final_equity);
    }
    const { stdout } = await cli(['explain', 'paper'], { cwd });
    expect(stdout).toContain('Every decision and every fill is that of the backtest.');
  });

  it('shows an opinion that failed under the model, and nowhere else', async () => {
    const cwd = emptyDir();
    await cli(['data', 'demo', '--out', 'd', '--days', '20'], { cwd });
    let asked = 0;
    const ollama = await startOllamaServer({
      answers: (_call, { messages }) => {
        // Repairs and second tries of a question are of the same bars.
        asked += JSON.stringify(messages).includes('not valid') ? 0 : 1;
        return isDown() ? 'no answer at all' : JSON.stringify(regimeDocument({ prob_bull: 0.9, prob_bear: 0.1 }));
      },
    });
    const isDown = (): boolean => asked >= 6 && asked <= 9;
    const options = ['--data', 'd/demo-BTCUSDT-1h.csv', '--strategy', 'llm-regime', '--model', 'llama3.2', '--instrument', 'perp']; // prettier-ignore
    try {
      const env = { OLLAMA_BASE_URL: ollama.url, LLM_ON_FAILURE: 'flat' };
      const run = await cli(['paper', ...options], { cwd, env });
      expect(run.code, run.stderr).toBe(0);
    } finally {
      await ollama.close();
    }
    const found = await explained(cwd);
    assertWhole(found);
    expect(found.opinions.failed).toBeGreaterThan(0);
    expect(found.effect).toEqual({ ...NOTHING, model: found.equity - found.backtest_equity });
    expect(found.effect.model).not.toBe(0);
    const failed = found.decisions.filter(({ why }) => why.length > 0);
    expect(failed).toHaveLength(found.opinions.failed);
    expect(failed[0]!.why[0]).toMatchObject({ cause: 'model', reason: expect.stringContaining('gave no opinion') });
  });

  it('shows a halt under halt', async () => {
    const cwd = emptyDir();
    await cli(['data', 'demo', '--out', 'd', '--days', '20'], { cwd });
    const options = ['--data', 'd/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross'];
    await halt(`${cwd}/user_data/sessions`, 'test');
    await cli(['paper', ...options], { cwd });
    await unhalt(`${cwd}/user_data/sessions`);
    const found = await explained(cwd);
    assertWhole(found);
    expect(found.equity).toBe(found.initial_equity);
    expect(found.effect).toEqual({ ...NOTHING, halt: found.equity - found.backtest_equity });
    expect(found.decisions[0]!.why[0]).toMatchObject({ cause: 'halt' });
    const { stdout } = await cli(['explain', 'paper'], { cwd });
    expect(stdout).toMatch(/in total.*halted/s);
  });

  it('is refused where there is no session', async () => {
    const cwd = emptyDir();
    const none = await cli(['explain', 'nobody'], { cwd });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('There is no session "nobody"')]);
  });
});

const QUICK: BacktestWishes = { ...SMA, params: { fast: 3, slow: 8 } };

const csvOf = (bars: BarSeries): string =>
  ['time,open,high,low,close,volume']
    .concat(Array.from({ length: bars.length }, (_, k) => Object.values(bars.row(k)).join(',')))
    .join('\n')
    .concat('\n');

/** The same hours in quarters, each a straight step from the open to the close of its hour. */
const quarters = (): BarSeries =>
  BarSeries.fromRows(
    'BTCUSDT',
    15 * MINUTE,
    Array.from({ length: 4 * BARS.length }, (_, k): BarRow => {
      const { openTime, open, close, volume } = BARS.row(Math.floor(k / 4));
      const at = (quarter: number): number => open + ((close - open) * quarter) / 4;
      const [from, to] = [at(k % 4), at((k % 4) + 1)];
      const [high, low] = [Math.max(from, to), Math.min(from, to)];
      return { openTime: openTime + (k % 4) * 15 * MINUTE, open: from, high, low, close: to, volume: volume / 4 };
    }),
  );

const exchangeOf = (slippageBps: number, bars = BARS): Promise<PlayedExchange> =>
  playedExchange([tapeOf(bars)], START, [], { BINANCE_API_KEY: 'key', BINANCE_API_SECRET: 'a-secret' }, {
    slippageBps,
    balances: { spot: { USDT: 10_000 }, usdm: { USDT: 10_000 } },
    keys: new Map([['key', { canTrade: true, canWithdraw: false }]]),
    verify: (payload, signature) => isSignedBy('a-secret', payload, signature),
  }); // prettier-ignore

/** A session on the exchange, until so many bars are booked. */
async function traded(exchange: PlayedExchange, kind: 'paper' | 'live', bars: number): Promise<void> {
  const end = new AbortController();
  let booked = 0;
  const common = {
    name: kind,
    spec: await makeSpec(QUICK, exchange.cwd, exchange.runtime),
    limits: guardLimitsSchema.parse({}),
    prices: PRICES,
    speed: 1,
    clock: exchange.clock,
    cwd: exchange.cwd,
    signal: end.signal,
    onStart: () => {
      if (bars === 0) end.abort();
    },
    onStep: () => {
      if (++booked >= bars) end.abort();
    },
  };
  if (kind === 'paper') await runPaper(common, exchange.runtime);
  else await runLive({ ...common, isReal: false, adopt: false, stop: 0.5 }, exchange.runtime);
}
const explainedOf = async (
  { cwd, runtime }: PlayedExchange,
  session: string,
  data: readonly string[] = [],
): Promise<Explanation> =>
  explanationSchema.parse(await explainSession({ session, data, cwd, signal: new AbortController().signal }, runtime));

describe.skipIf(!hasPackage('ccxt'))('a session on prices of an exchange', () => {
  it('that has not traded a bar yet is refused', async () => {
    const exchange = await exchangeOf(0);
    await traded(exchange, 'paper', 0);
    await expect(explainedOf(exchange, 'paper')).rejects.toMatchObject({ code: 'explain.empty', kind: 'input' });
  });

  it('that was never late is its backtest, with its warm-up', async () => {
    const exchange = await exchangeOf(0);
    await traded(exchange, 'paper', 60);
    expect(await explainedOf(exchange, 'paper')).toMatchObject({ effect: NOTHING, decisions: [], moments: 60 });
  });

  it('shows bars that came late, as while it was down, under data', async () => {
    const exchange = await exchangeOf(0);
    await traded(exchange, 'paper', 20);
    for (let outage = 0; outage < 4; outage++) {
      exchange.service.advance(exchange.service.exchange.now() + 9 * 3_600_000);
      await traded(exchange, 'paper', 20);
    }
    const found = await explainedOf(exchange, 'paper');
    assertWhole(found);
    expect(found.bars.late).toBeGreaterThan(20);
    expect(found.effect).toEqual({ ...NOTHING, data: found.equity - found.backtest_equity });
    expect(found.effect.data).not.toBe(0);
    const causes = new Set(found.decisions.flatMap(({ why }) => why.map(({ cause }) => cause)));
    expect([...causes]).toEqual(['data']);
  });

  it('shows worse fills of an exchange under slippage', async () => {
    const exchange = await exchangeOf(20);
    await traded(exchange, 'live', 80);
    const found = await explainedOf(exchange, 'live');
    assertWhole(found);
    const fills = exchange.service.exchange.futures.orders.trades;
    const turnover = fills.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    expect(fills.length).toBeGreaterThan(4);
    expect(found.effect.slippage / turnover).toBeCloseTo(-0.002, 5);
    expect(found.effect).toMatchObject({ latency: 0, data: 0, model: 0, halt: 0 });
    // The exchange takes whole steps, and what is lost is not traded on.
    expect(Math.abs(found.effect.other)).toBeLessThan(Math.abs(found.effect.slippage) / 10);
    expect(found.decisions[0]!.why[0]!.reason).toMatch(/filled at .*: -?20\.0 bps/);
  });

  it('shows what the price did between a decision and its order under latency', async () => {
    const exchange = await exchangeOf(0, quarters());
    const { service } = exchange;
    // Half the hour has passed before the exchange tells the price that an order is sent at.
    exchange.state.before = (path) => {
      const now = service.exchange.now();
      const half = Math.floor(now / HOUR) * HOUR + 30 * MINUTE;
      if (path === '/fapi/v1/ticker/price' && now < half) service.advance(half);
    };
    await traded(exchange, 'live', 80);
    const found = await explainedOf(exchange, 'live');
    assertWhole(found);
    const fills = service.exchange.futures.orders.trades;
    expect(fills.length).toBeGreaterThan(4);
    let moved = 0;
    for (const { side, quantity, price, time } of fills) {
      const { open, close } = BARS.row(BARS.indexAtOrAfter(time - HOUR + 1));
      expect(price).toBeCloseTo((open + close) / 2, 1);
      moved += (side === 'BUY' ? 1 : -1) * quantity * (price - open);
    }
    expect(Math.abs(moved)).toBeGreaterThan(1);
    expect(found.effect.latency).toBeCloseTo(-moved, 6);
    expect(found.effect).toMatchObject({ data: 0, model: 0, halt: 0 });
    expect(found.effect.slippage).toBeCloseTo(0, 6);
  });

  it('shows bars that the exchange did not tell under data, where they are named', async () => {
    const exchange = await exchangeOf(0);
    const hidden = new Set([130, 131, 132, 133].map((row) => BARS.openTime[row]!));
    exchange.state.tamper = (rows) => rows.filter(([openTime]) => !hidden.has(Number(openTime)));
    await traded(exchange, 'paper', 60);
    const unknown = await explainedOf(exchange, 'paper');
    expect(unknown).toMatchObject({ effect: NOTHING, bars: { missing: 1, found: 0 }, moments: 60 });

    writeFileSync(join(exchange.cwd, 'BTCUSDT-1h.csv'), csvOf(BARS));
    const found = await explainedOf(exchange, 'paper', ['BTCUSDT-1h.csv']);
    assertWhole(found);
    expect(found.bars).toMatchObject({ missing: 1, found: 4 });
    expect(found.effect).toEqual({ ...NOTHING, data: found.equity - found.backtest_equity });
    expect(found.effect.data).not.toBe(0);
    // As a session that missed nothing has traded.
    const whole = await exchangeOf(0);
    await traded(whole, 'paper', 64);
    expect(found.backtest_equity).toBe((await explainedOf(whole, 'paper')).equity);
    writeFileSync(join(exchange.cwd, 'ETHUSDT-1h.csv'), csvOf(BARS));
    await expect(explainedOf(exchange, 'paper', ['ETHUSDT-1h.csv'])).rejects.toMatchObject({ code: 'explain.data' });
  });
});
