import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBinanceServer, type BinanceServer } from '../servers/binance.js';
import { startOkxServer, type OkxServer } from '../servers/okx.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';

let binance: BinanceServer;
let okx: OkxServer;

beforeAll(async () => {
  binance = await startBinanceServer({ now: () => Date.now(), perpetuals: ['BTCUSDT'] });
  okx = await startOkxServer({ now: () => Date.now() });
});
afterAll(async () => {
  await Promise.all([binance.close(), okx.close()]);
});

const NOWHERE = 'http://127.0.0.1:1';
const env = (): Record<string, string> => ({
  BINANCE_BASE_URL: binance.url,
  BINANCE_FAPI_URL: binance.url,
  EXCHANGE_BASE_URL: okx.url,
});

async function json(argv: readonly string[], more: Readonly<Record<string, string>> = {}, cwd = emptyDir()) {
  const { code, stdout, stderr } = await cli(['data', ...argv, '--json'], { cwd, env: { ...env(), ...more } });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Record<string, never[]> & { exchange: string };
}

describe('data pairs', () => {
  it('lists the pairs of the local store by source, with their bars', async () => {
    const cwd = emptyDir();
    const none = await cli(['data', 'pairs'], { cwd });
    expect(none.stdout).toContain('No pair is stored.');
    await cli(['data', 'demo', '--out', 'demo', '--days', '5'], { cwd });
    for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
      await cli(['data', 'import', `demo/demo-${symbol}-1h.csv`, '--source', 'demo'], { cwd });
    }
    await cli(['data', 'resample', 'demo/BTCUSDT:1h', '--to', '4h'], { cwd });
    const { pairs } = await json(['pairs'], {}, cwd);
    expect(pairs).toMatchObject([
      { symbol: 'BTCUSDT', source: 'demo', intervals: ['1h', '4h'], funding: false },
      { symbol: 'ETHUSDT', source: 'demo', intervals: ['1h'] },
    ]);
    expect((await json(['pairs', '--quote', 'usdt'], {}, cwd)).pairs).toHaveLength(2);
    expect((await json(['pairs', '--quote', 'EUR'], {}, cwd)).pairs).toEqual([]);
    const { stdout } = await cli(['data', 'pairs'], { cwd });
    expect(stdout).toMatch(/BTCUSDT │ demo {3}│ 1h, 4h │ 2025-01-/);
  });

  it('lists what Binance trades now: spot pairs and perpetuals, no dated contracts', async () => {
    expect(await json(['pairs', '--exchange', 'binance'])).toEqual({
      exchange: 'binance',
      pairs: [
        { pair: 'BTCUSDT', market: 'spot', base: 'BTC', quote: 'USDT' },
        { pair: 'ETHUSDT', market: 'spot', base: 'ETH', quote: 'USDT' },
        { pair: 'BTCUSDT', market: 'um', base: 'BTC', quote: 'USDT' },
      ],
    });
    // Futures are not even asked.
    const spot = await json(['pairs', '--exchange', 'binance', '--market', 'spot'], { BINANCE_FAPI_URL: NOWHERE });
    expect(spot.pairs).toHaveLength(2);
  });

  it('lists what another exchange trades, by the names that data fetch takes', async () => {
    const { pairs } = await json(['pairs', '--exchange', 'okx']);
    expect(pairs!.map(({ pair, market }) => [pair, market])).toEqual([
      ['BTC/USDT', 'spot'],
      ['NEW/USD', 'spot'],
      ['BTC/USDT:USDT', 'um'],
    ]);
    const { stdout } = await cli(['data', 'pairs', '--exchange', 'okx'], { cwd: emptyDir(), env: env() });
    expect(stdout).toContain('Spot: 2 pairs');
    expect(stdout).toContain('Perpetuals (--market um): 1 pair');
  });

  it.each([
    [['pairs', '--exchange', 'okx'], 3, '127.0.0.1:1'],
    [['pairs', '--exchange', 'binance'], 3, '127.0.0.1:1'],
    [['pairs', '--exchange', 'krakn'], 2, 'did you mean kraken'],
    [['pairs', '--market', 'spot'], 2, 'give --exchange as well'],
    [['intervals', '--exchange', 'krakn'], 2, 'did you mean kraken'],
    [['intervals', '--exchange', 'zaif'], 2, 'zaif offers no bars'],
  ])('says what is wrong with %j', async (argv, expected, sentence) => {
    const cwd = emptyDir();
    const offline = { EXCHANGE_BASE_URL: NOWHERE, BINANCE_BASE_URL: NOWHERE, BINANCE_FAPI_URL: NOWHERE };
    const { code, stdout, stderr } = await cli(['data', ...argv], { cwd, env: offline });
    expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: '' });
    expect(stderr.replace(/\n\s*/g, ' ')).toContain(sentence);
    expect(filesUnder(cwd).filter((name) => name.startsWith('user_data/bars'))).toEqual([]);
  });
});

it('data intervals lists the lengths of bars, apart from those that have no fixed length', async () => {
  expect(await json(['intervals'])).toMatchObject({ exchange: 'binance', unusable: [] });
  const { exchange, intervals, unusable } = await json(['intervals', '--exchange', 'okx']);
  expect(exchange).toBe('okx');
  expect(intervals).toEqual(expect.arrayContaining(['1m', '1h', '1d', '1w']));
  expect(unusable).toContain('1M');
});

it('data exchanges lists those whose bars can be fetched, and with --all why others cannot', async () => {
  const asked = okx.requests.length;
  const { exchanges } = await json(['exchanges', '--all']);
  const byId = new Map(
    (exchanges as { id: string; needs: string; fetchable: boolean }[]).map((each) => [each.id, each]),
  );
  expect([...byId.keys()][0]).toBe('binance');
  expect(byId.get('okx')).toMatchObject({ needs: 'nothing', fetchable: true, mark: true, funding: true });
  expect(byId.get('kraken')).toMatchObject({ needs: 'nothing', fetchable: true, mark: false });
  expect(byId.get('alpaca')).toMatchObject({ needs: 'key', fetchable: false });
  expect(byId.get('luno'), 'its list of markets is public, its bars are not').toMatchObject({ needs: 'key' });
  expect(byId.get('hyperliquid')).toMatchObject({ needs: 'post', fetchable: false });
  expect(byId.has('zaif'), 'no bars at all').toBe(false);
  expect(okx.requests, 'nobody is asked').toHaveLength(asked);
  const { stdout } = await cli(['data', 'exchanges'], { cwd: emptyDir() });
  expect(stdout).toContain('okx (OKX): bars of 12 lengths, funding, mark price');
  expect(stdout).not.toContain('alpaca');
  expect(stdout).toContain('--all shows them');
}, 60_000);
