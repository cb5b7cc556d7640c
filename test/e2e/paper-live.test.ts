import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paperResultSchema, sessionRowSchema } from '../../src/contract/session.js';
import { runCli } from '../../src/cli/run-cli.js';
import { cli, emptyDir, ioOf } from './support/cli.js';
import { startExchange, type RunningExchange } from './support/replay-exchange.js';

let exchange: RunningExchange;

/** The demo market, an hour in 0.7 s: slow enough for a machine that has other things to do. */
const SPEED = ['--speed', '5000'];
const LIVE = ['--symbol', 'BTC/USDT', '--strategy', 'sma-cross', '--param', 'fast=2', '--param', 'slow=5'];

beforeAll(async () => {
  exchange = await startExchange(SPEED);
});
afterAll(() => exchange.end());

/** Runs until what is written says enough, then does what ends it. */
async function until(
  enough: (stderr: string) => boolean,
  end: (cwd: string, abort: () => void) => Promise<unknown>,
  more: readonly string[] = [],
  cwd = emptyDir(),
) {
  const process = new AbortController();
  const { io, written } = ioOf({ cwd, signal: process.signal, env: { EXCHANGE_BASE_URL: exchange.url } });
  const code = runCli(['paper', ...LIVE, ...SPEED, ...more, '--json'], io);
  const state = { isOver: false };
  void code.then(() => (state.isOver = true));
  while (!enough(written.stderr) && !state.isOver) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(state.isOver, written.stderr).toBe(false);
  await end(cwd, () => process.abort());
  expect(await code, written.stderr).toBe(0);
  return { cwd, result: paperResultSchema.parse(JSON.parse(written.stdout)) };
}
const hasBegun = (stderr: string): boolean => stderr.includes('begins in');
const abortIt = (_cwd: string, abort: () => void): Promise<void> => {
  abort();
  return Promise.resolve();
};
const hasFilled = (stderr: string): boolean => / (bought|sold) /.test(stderr);
const showOf = async (cwd: string) =>
  sessionRowSchema.parse(JSON.parse((await cli(['sessions', 'show', 'paper', '--json'], { cwd })).stdout));

describe('paper on live prices', () => {
  it('trades as bars close, shows how they come in, and ends cleanly when the process is told to', async () => {
    const { cwd, result } = await until(hasFilled, abortIt);
    expect(result.end.code).toBe('interrupted');
    expect(result.fills).toBeGreaterThan(0);
    const row = await showOf(cwd);
    expect(row).toMatchObject({ status: 'ended', data: ['BTC/USDT:1h'], moments: result.moments });
    expect(row.feed).toMatchObject({ exchange: 'binance', interval: '1h', next_bar: result.time, trouble: null });
    const { stdout } = await cli(['sessions', 'show', 'paper'], { cwd });
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /would wait for the 1h bar of 2024-.* from binance; the last one was taken/,
    );
  });

  it('ends when it is told to stop, though the next bar is far', async () => {
    const { result } = await until(hasBegun, (cwd) => cli(['sessions', 'stop', 'paper'], { cwd }), [
      '--interval',
      '1d',
    ]);
    expect(result.moments).toBe(0);
    expect(result.end.code).toBe('stopped');
  });
});

/** A model is asked. */
const ASKING = ['--symbol', 'BTC/USDT', '--strategy', 'llm-regime', '--model', 'baseline'];

/** A baseline that learns from the past is. */
const LEARNING = ['--symbol', 'BTC/USDT', '--strategy', 'llm-regime', '--model', 'baseline/momentum'];

describe('what cannot be is refused at the start, with the remedy', () => {
  it.each([
    [['--symbol', 'NOPE/USDT', ...SPEED], 2, /binance has no perpetual of NOPE\/USDT: take another symbol/],
    [['--symbol', 'BTC/USDT', '--interval', '7m', ...SPEED], 2, /binance has no bars of 7m/],
    [['--symbol', 'BTC/USDT', '--interval', '1w', ...SPEED], 2, /live prices come in bars of 1m to 1d/],
    [['--symbol', 'BTC/USDT', '--exchange', 'binanec', ...SPEED], 2, /not known to ccxt: did you mean binance/],
    [['--symbol', 'BTC/USDT'], 2, /clock is \d+ s ahead of that of binance .* set the clock, e.g. with an NTP service/],
    [['--interval', '1h', '--data', 'x.csv'], 2, /--interval is about live prices: name their --symbol/],
    [['--symbol', 'BTC/USDT', '--data', 'x.csv'], 2, /--symbol.* cannot be used with .*--data/],
    [['--symbol', 'BTC/USDT', '--observations', 'store', ...SPEED], 2, /leave --observations out/],
    [['--sources', 'all', '--data', 'x.csv'], 2, /--sources is about live prices: name their --symbol/],
    [['--symbol', 'BTC/USDT', '--sources', 'rss', ...SPEED], 2, /sma-cross asks no model.*leave --sources out/],
    [[...ASKING, '--sources', ','], 2, /--sources names nothing: write all, or names such as rss/],
    [[...ASKING, '--sources', 'rss', ...SPEED], 2, /a rehearsal plays the past. → leave --sources out/],
    [
      [...LEARNING, '--warm-up', '0', ...SPEED],
      2,
      /windows of 24 h that have closed, and there is no bar before.* → .*\(on live prices --warm-up\).* --model baseline\/heuristic/,
    ],
    [[...LEARNING, '--warm-up', '9', ...SPEED], 2, /that have closed, and in 9 bars none has/],
    [['--symbol', 'BTC/USDT', '--max-net-exposure', '-1'], 2, /--max-net-exposure must be above 0, not -1/],
    [['--symbol', 'BTC/USDT', '--max-group-exposure', 'much'], 2, /--max-group-exposure/],
    [['--symbol', 'BTC/USDT', '--max-group-exposure', '1', '--group-correlation', '2'], 2, /--group-correlation/],
    [['--symbol', 'BTC/USDT', '--max-group-exposure', '1', '--group-bars', '0'], 2, /--group-bars/],
  ])('%j', async (argv, expected, words) => {
    const strategy = argv.includes('--observations')
      ? ['--strategy', 'llm-regime', '--model', 'baseline']
      : argv.includes('--strategy')
        ? []
        : ['--strategy', 'sma-cross'];
    const { code, stderr } = await cli(['paper', ...strategy, ...argv], {
      cwd: emptyDir(),
      env: { EXCHANGE_BASE_URL: exchange.url },
    });
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([expected, expect.stringMatching(words)]);
  });

  it('leaves nothing behind, so that it may be begun otherwise under the same name', async () => {
    const cwd = emptyDir();
    const env = { EXCHANGE_BASE_URL: exchange.url };
    expect((await cli(['paper', ...LEARNING, '--warm-up', '0', ...SPEED], { cwd, env })).code).toBe(2);
    const { result } = await until(hasBegun, abortIt, [], cwd);
    expect(result.session).toBe('paper');
  });

  it('so is a clock that is not that of the exchange for orders, too', async () => {
    const env = { EXCHANGE_BASE_URL: exchange.url, BINANCE_API_KEY: 'replay-key', BINANCE_API_SECRET: 'replay-secret' };
    const { code, stderr } = await cli(['live', ...LIVE, '--initial-equity', '100'], { cwd: emptyDir(), env });
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringMatching(/clock is \d+ s ahead of that of binance .* for a rehearsal on past prices give --speed/),
    ]);
  });

  it.each([[{}], [{ EXCHANGE_BASE_URL: 'http://192.0.2.1' }]])(
    'so is a clock that goes faster at a real exchange: %j',
    async (env) => {
      const { code, stderr } = await cli(['paper', ...LIVE, ...SPEED], { cwd: emptyDir(), env });
      expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
        2,
        expect.stringMatching(/--speed is for rehearsals: leave it out, or set EXCHANGE_BASE_URL to a replay exchange/),
      ]);
    },
  );

  it('so is an exchange that cannot be reached', async () => {
    const { code, stderr } = await cli(['paper', ...LIVE], {
      cwd: emptyDir(),
      env: { EXCHANGE_BASE_URL: 'http://127.0.0.1:9' },
    });
    expect(code).toBe(3);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('cannot be reached');
  });
});
