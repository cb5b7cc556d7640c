import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer, type BinanceServer } from '../../../test/servers/binance.js';
import { TEST_NOW } from '../../../test/support/collect.js';
import { realClock } from '../../../test/support/llm-clock.js';
import { BarSeries } from '../../core/bars.js';
import type { ObservationStore } from '../../core/ports/observation-store.js';
import { parseSymbol } from '../../core/symbol.js';
import { openObservations } from '../../infra/store/observations/open-observations.js';
import { openBarStore } from '../runtime/user-data.js';
import { createRuntime, type Runtime } from '../runtime/runtime.js';
import { realSnapshot } from '../snapshots/snapshot.js';
import { backfill } from './backfill.js';
import { historySources } from './history-sources.js';
import { readObservations } from './store.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Math.floor(TEST_NOW / DAY) * DAY - 200 * DAY;

let folder: string;
let venue: BinanceServer;
let runtime: Runtime;
let store: ObservationStore;
const runtimeWith = (env: Record<string, string> = {}): Runtime =>
  createRuntime({
    cwd: folder,
    clock: { now: () => TEST_NOW, sleep: (ms, signal) => realClock.sleep(ms > 9_000 ? ms : Math.min(ms, 5), signal) },
    logStream: { write: () => true },
    env: {
      BINANCE_BASE_URL: venue.url,
      BINANCE_MIRROR_BASE_URL: venue.url,
      BINANCE_FAPI_URL: venue.url,
      // Everything else is somewhere that refuses.
      ...Object.fromEntries(
        [
          'COINMETRICS',
          'BLOCKCHAIN_COM',
          'DEFILLAMA',
          'FEAR_GREED',
          'RSS_COINDESK',
          'RSS_COINTELEGRAPH',
          'RSS_THEBLOCK',
          'RSS_DECRYPT',
        ].map((name) => [`${name}_BASE_URL`, `${venue.url}/nothing`]),
      ),
      ...env,
    },
  });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backfill-'));
  venue = await startBinanceServer({ now: () => TEST_NOW });
  runtime = runtimeWith();
  store = await openObservations(join(folder, 'user_data', 'observations.db'));
});
afterEach(async () => {
  await store.close();
  await venue.close();
  rmSync(folder, { recursive: true, force: true });
});
const options = (more: object = {}) => ({
  symbol: parseSymbol('BTCUSDT'),
  from: FROM,
  to: TEST_NOW,
  signal: AbortSignal.timeout(30_000),
  ...more,
});

describe('a backfill', () => {
  it('fetches bars, funding and open interest, and asks for nothing twice', { timeout: 30_000 }, async () => {
    const sources = historySources('binance-spot,binance-futures', runtime);
    const [spot, futures] = await backfill(store, sources, options());
    const hours = Math.floor((TEST_NOW - FROM) / HOUR);
    expect(spot).toMatchObject({ rows: hours, added: hours, conflicts: 0, error: null, warnings: [] });
    expect(futures).toMatchObject({ error: null, conflicts: 0 });
    expect(futures!.warnings.join()).toContain('the latest 30 days only');
    expect(await store.list()).toMatchObject([
      { series: 'bar_1h', rows: hours, gaps: [] },
      { series: 'funding_rate', gaps: [] },
      { series: 'open_interest_base' },
      { series: 'open_interest_usd' },
    ]);
    const before = venue.requests.length;
    // To the last full hour: the bar of this hour is not closed yet.
    const again = await backfill(store, sources, options({ to: Math.floor(TEST_NOW / HOUR) * HOUR }));
    expect(again).toMatchObject([
      { from: null, rows: 0 },
      { from: null, rows: 0 },
    ]);
    expect(venue.requests).toHaveLength(before);
  });

  it('keeps what had come when it stops, and goes on from there', { timeout: 30_000 }, async () => {
    const [source] = historySources('binance-spot', runtime);
    const controller = new AbortController();
    const stop = (): void => controller.abort(new Error('enough'));
    await expect(backfill(store, [source!], options({ signal: controller.signal, onProgress: stop }))).rejects.toThrow(
      'enough',
    );
    expect(await store.list()).toMatchObject([{ rows: 1_000 }]);
    const [rest] = await backfill(store, [source!], options());
    expect(rest).toMatchObject({ from: FROM + 1_000 * HOUR, unchanged: 0 });
    expect(await store.list()).toMatchObject([{ rows: 1_000 + rest!.rows, gaps: [] }]);
  });

  it('lets a source that fails cost its own rows only', { timeout: 30_000 }, async () => {
    venue.setScenario({ '/api/v3/klines': { status: 400, body: { code: -1100, msg: 'no' } } });
    const results = await backfill(store, historySources('binance-spot,binance-futures', runtime), options());
    expect(results[0]).toMatchObject({ added: 0, error: expect.stringContaining('400') as string });
    expect(results[1]).toMatchObject({ error: null });
    expect(() => historySources('binance', runtime)).toThrow('--source is "binance"');
  });

  it('takes bars from the local store, hours made of finer ones', async () => {
    const rows5m = Array.from({ length: 12 * 30 }, (_, i) => ({
      openTime: FROM + i * 5 * 60_000,
      open: 100,
      high: 100,
      low: 100,
      close: 100,
      volume: 100,
    }));
    const bars = BarSeries.fromRows('BTCUSDT', 5 * 60_000, rows5m);
    const key = { source: 'import', symbol: 'BTCUSDT', interval: '5m' };
    await openBarStore(runtime.config).merge(key, bars, 'error');
    const [result] = await backfill(store, historySources('stored', runtime), options());
    expect(result).toMatchObject({ rows: 30, added: 30, error: null });
    const rows = await readObservations(store, { series: ['bar_1h'] });
    expect(rows[0]).toMatchObject({ observed_at: FROM, available_at: FROM + HOUR, source: 'import' });
    expect(rows[0]?.value).toMatchObject({ volume: 1_200 });
    await expect(
      backfill(store, historySources('stored', runtime), options({ symbol: parseSymbol('SOLUSDT') })),
    ).rejects.toThrow('neither hourly bars nor funding of SOLUSDT');
  });
});

describe('a live collection', () => {
  it('is archived with its snapshot, so that the same moment can be built again', { timeout: 30_000 }, async () => {
    const snapshot = await realSnapshot(runtime);
    expect(await store.countSnapshots()).toEqual({ live: 1, built: 0 });
    for await (const [archived] of store.snapshots({})) {
      expect(archived?.snapshot).toEqual(snapshot);
      expect(archived?.fields).toContain('market.spread_bps');
    }
    const { snapshotAsOf } = await import('./build-snapshots.js');
    const again = await snapshotAsOf(store, TEST_NOW, { baseAsset: 'BTCUSDT', horizonHours: 24 });
    expect(again.market).toEqual(snapshot.market);
  });

  it('is not archived where that is switched off', { timeout: 30_000 }, async () => {
    await realSnapshot(runtimeWith({ HISTORY_ARCHIVE: 'off' }));
    expect(await store.countSnapshots()).toEqual({ live: 0, built: 0 });
  });

  it('goes on with a warning where it cannot be archived', { timeout: 30_000 }, async () => {
    writeFileSync(join(folder, 'file'), '');
    const warnings: string[] = [];
    const elsewhere = runtimeWith({ USER_DATA_DIR: join(folder, 'file') });
    const snapshot = await realSnapshot(elsewhere, { onWarning: (text) => void warnings.push(text) });
    expect(snapshot.market.spot_price).toBeGreaterThan(0);
    expect(warnings).toEqual([expect.stringContaining('This snapshot was not archived:')]);
  });
});
