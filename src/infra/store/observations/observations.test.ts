import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildMarketSnapshot, fieldSetOf } from '../../../core/market-snapshot/index.js';
import type { Observation } from '../../../core/observation.js';
import type { ObservationQuery, ObservationStore } from '../../../core/ports/observation-store.js';
import { openObservations } from './open-observations.js';
import { OBSERVATION_COLUMNS, rowOf, rowValues } from './rows.js';

const DAY = 86_400_000;
const T = Date.UTC(2024, 0, 1);
const row = (more: Partial<Observation> = {}): Observation => ({
  series: 'mvrv',
  symbol: 'BTC',
  value: 2,
  observed_at: T,
  available_at: T + 36 * 3_600_000,
  source: 'coinmetrics',
  retrieved_at: T + 2 * DAY,
  ...more,
});
const flow = (value: number, retrieved_at: number): Observation =>
  row({ series: 'exchange_inflow', value, available_at: retrieved_at, retrieved_at });
const headline = (title: string, sentiment: number | null = null): Observation =>
  row({
    series: 'news',
    symbol: '*',
    value: { source: 'S', title, body: null, url: null, sentiment, impact_score: null },
    source: 'rss',
    available_at: T + 60_000,
  });

let folder: string;
let store: ObservationStore;
const path = (): string => join(folder, 'deep', 'observations.db');
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'observations-'));
  store = await openObservations(path());
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
const readAll = async (query: ObservationQuery = {}): Promise<Observation[]> => {
  const all: Observation[] = [];
  for await (const batch of store.read(query)) all.push(...batch);
  return all;
};

describe('the store of observations', () => {
  it('gives back what was put, also after a restart and with odd characters', async () => {
    const rows = [
      headline('ü " \u0000 \ud83d\ude00 \ud800'),
      row(),
      { ...headline('old'), unversioned: true as const },
    ];
    await store.add(rows);
    await store.close();
    expect(existsSync(`${path()}-wal`)).toBe(false);
    store = await openObservations(path());
    expect(new Set(await readAll())).toEqual(new Set(rows));
  });

  it('keeps the first known value of a series that is not revised, and counts what contradicts it', async () => {
    expect(await store.add([row()])).toEqual({ added: 1, unchanged: 0, conflicts: 0 });
    expect(await store.add([row({ retrieved_at: T + 3 * DAY }), row({ value: 3, retrieved_at: T + 4 * DAY })])).toEqual(
      {
        added: 0,
        unchanged: 1,
        conflicts: 1,
      },
    );
    expect(await readAll()).toEqual([row()]);
    expect(await store.list()).toMatchObject([{ series: 'mvrv', rows: 1, versions: 1, conflicts: 1, from: T, to: T }]);
  });

  it('keeps every copy of a revised series that differs from the one before, whatever order they come in', async () => {
    const [first, same, revised] = [flow(10, T + 2 * DAY), flow(10, T + 3 * DAY), flow(11, T + 9 * DAY)];
    expect(await store.add([first, same, revised])).toEqual({ added: 2, unchanged: 1, conflicts: 0 });
    expect(await readAll()).toEqual([first, revised]);
    const earlier = flow(9, T + DAY);
    expect(await store.add([earlier, flow(11, T + 20 * DAY)])).toEqual({ added: 1, unchanged: 1, conflicts: 0 });
    expect(await readAll()).toEqual([earlier, first, revised]);
    expect(await store.list()).toMatchObject([{ rows: 1, versions: 3, conflicts: 0 }]);
  });

  it('stores a revised copy as known from its retrieval, whatever it claims', async () => {
    await store.add([{ ...flow(10, T + 9 * DAY), available_at: T + DAY }]);
    expect((await readAll())[0]?.available_at).toBe(T + 9 * DAY);
  });

  it('tells headlines of one moment apart, and keeps the votes that were known first', async () => {
    expect(await store.add([headline('a', 0.1), headline('b'), headline('a', 0.9)])).toEqual({
      added: 2,
      unchanged: 0,
      conflicts: 1,
    });
    expect(new Set(await readAll())).toEqual(new Set([headline('a', 0.1), headline('b')]));
  });

  it('writes a batch whole or not at all', async () => {
    const wrong = row({ observed_at: 0.5 });
    const outcomes = await Promise.allSettled([store.add([row()]), store.add([row({ symbol: 'ETH' }), wrong])]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await readAll()).toEqual([row()]);
  });

  it('reads a range of some series, page by page in order', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => row({ observed_at: T + i * 1_000, value: i + 1 }));
    await store.add([...many].reverse());
    await store.add([row({ series: 'hash_rate' }), row({ symbol: 'ETH' })]);
    const found = await readAll({ series: ['mvrv'], symbols: ['BTC'], from: T + 1_000_000, to: T + 11_500_000 });
    expect(found).toEqual(many.slice(1_000, 11_500));
    expect(await readAll({ sources: ['nobody'] })).toEqual([]);
  });

  it('lists gaps where a series has a step', async () => {
    await store.add([0, 1, 2, 6, 7].map((day) => row({ observed_at: T + day * DAY, available_at: T + 9 * DAY })));
    const [listed] = await store.list();
    expect(listed?.gaps).toEqual([{ after: T + 2 * DAY, before: T + 6 * DAY, missing: 3 }]);
  });

  it('archives snapshots with the fields they had, each once', async () => {
    const snapshot = buildMarketSnapshot([row()], { asOf: T + 3 * DAY, baseAsset: 'BTCUSDT', horizonHours: 24 });
    const archived = { origin: 'live', as_of: T + 3 * DAY, fields: fieldSetOf(snapshot), snapshot } as const;
    expect(archived.fields).toEqual(['onchain.mvrv']);
    expect(await store.addSnapshots([archived, { ...archived, origin: 'built' }])).toBe(2);
    expect(await store.addSnapshots([archived])).toBe(0);
    const found = [];
    for await (const page of store.snapshots({ origin: 'live', from: T, to: T + 4 * DAY })) found.push(...page);
    expect(found).toEqual([archived]);
    expect(await store.countSnapshots()).toEqual({ live: 1, built: 1 });
  });

  it('remembers how far a source was read without a break', async () => {
    expect(await store.coveredThrough('s', 'BTCUSDT', T)).toBe(T);
    await store.markCovered('s', 'BTCUSDT', T, T + 5 * DAY);
    await store.markCovered('s', 'BTCUSDT', T + 4 * DAY, T + 9 * DAY);
    await store.markCovered('s', 'BTCUSDT', T + 20 * DAY, T + 30 * DAY);
    expect(await store.coveredThrough('s', 'BTCUSDT', T + DAY)).toBe(T + 9 * DAY);
    expect(await store.coveredThrough('s', 'BTCUSDT', T - DAY)).toBe(T - DAY);
    expect(await store.coveredThrough('other', 'BTCUSDT', T)).toBe(T);
  });

  it('notices a changed row when it is read, and names it when it is checked', async () => {
    await store.add([row(), row({ observed_at: T + DAY })]);
    const db = new Libsql(path());
    db.exec(`UPDATE observations SET value_json = '99' WHERE observed_at = ${T}`);
    db.close();
    await expect(readAll()).rejects.toMatchObject({ code: 'observations.damaged', kind: 'input' });
    expect(await store.check()).toEqual({
      rows: 2,
      findings: [
        { where: 'mvrv of BTC, 2024-01-01T00:00:00.000Z', problem: expect.stringContaining('checksum') as string },
      ],
    });
  });

  it('names a row of an older store that claims to be known before what it speaks of had ended', async () => {
    const early = row({ series: 'active_addresses', available_at: T });
    await store.add([early]);
    const values = rowValues(rowOf(early));
    const db = new Libsql(path());
    const columns = [...OBSERVATION_COLUMNS, 'checksum'];
    db.exec('DELETE FROM observations');
    db.prepare(`INSERT INTO observations (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
      ...values,
    );
    db.close();
    expect(await store.check()).toEqual({
      rows: 1,
      findings: [
        {
          where: 'active_addresses of BTC, 2024-01-01T00:00:00.000Z',
          problem: expect.stringContaining('what ended at 2024-01-02T00:00:00.000Z') as string,
        },
      ],
    });
    await store.add([row({ series: 'transactions', available_at: T })]);
    const stored = await readAll({ series: ['transactions'] });
    expect(stored[0]?.available_at, 'a new one is stored as known from its end on').toBe(T + DAY);
  });

  it('serves two openers of one file, and says when it was closed', async () => {
    const other = await openObservations(path());
    await Promise.all([store.add([row()]), other.add([row({ symbol: 'ETH' })])]);
    await other.close();
    expect(await readAll()).toHaveLength(2);
    await expect(other.list()).rejects.toMatchObject({ code: 'observations.closed' });
  });

  it('refuses files that are not its own', async () => {
    const open = async (name: string, sql: string) => {
      const db = new Libsql(join(folder, name));
      db.exec(sql);
      db.close();
      return openObservations(join(folder, name));
    };
    await expect(open('other.db', 'CREATE TABLE t (a)')).rejects.toMatchObject({ code: 'observations.foreign' });
    await expect(open('newer.db', 'PRAGMA user_version = 99')).rejects.toMatchObject({ code: 'observations.newer' });
    writeFileSync(join(folder, 'notes.db'), 'notes, not a database: a hundred bytes and more are needed '.repeat(3));
    await expect(openObservations(join(folder, 'notes.db'))).rejects.toMatchObject({ code: 'observations.damaged' });
    await expect(openObservations(join(folder, 'notes.db', 'x.db'))).rejects.toMatchObject({
      code: 'disk',
    });
  });
});
