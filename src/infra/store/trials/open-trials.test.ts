import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrialStart } from '../../../core/ports/trial-store.js';
import { openTrials } from './open-trials.js';

const HOUR = 3_600_000;
const trial: TrialStart = {
  id: 't1',
  range: { symbols: ['BTCUSDT'], intervalMs: HOUR, from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1) },
  markets: null,
  kind: 'backtest',
  strategy: 'sma-cross',
  startedAt: Date.UTC(2026, 0, 1),
  details: null,
};
const outcome = {
  daily: { firstDay: Date.UTC(2024, 0, 1), returns: Float64Array.of(0.01, -0.02, 1 / 3, -0) },
  sharpe: 0.123456789,
};

/** A registry as version 1 wrote it, with the trial above. */
const VERSION_1 = `
CREATE TABLE trials (id TEXT PRIMARY KEY, symbols TEXT NOT NULL, interval_ms INTEGER NOT NULL, from_time INTEGER NOT NULL,
  to_time INTEGER NOT NULL, kind TEXT NOT NULL, strategy TEXT NOT NULL, started_at INTEGER NOT NULL, status TEXT NOT NULL,
  first_day INTEGER, returns TEXT, sharpe REAL, checksum TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO trials VALUES ('t1', '["BTCUSDT"]', 3600000, 1704067200000, 1735689600000, 'backtest', 'sma-cross', 1767225600000,
  'completed', 1704067200000, 'exSuR+F6hD97FK5H4XqUv1VVVVVVVdU/AAAAAAAAAIA=', 0.123456789,
  'b84bdb2e5bb8a2495f38056872d5162ad1b67583f42918a974c21c8b5dff7180');
PRAGMA application_id = 1280070740;
PRAGMA user_version = 1;
`;

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'trials-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = (): string => join(folder, 'deep', 'trials.db');

describe('the trial registry', () => {
  it('counts a trial from its start, and gives back its result bit for bit after a restart', async () => {
    const first = await openTrials(path());
    await first.start(trial);
    expect(await first.all()).toEqual([{ ...trial, status: 'aborted', daily: null, sharpe: null }]);
    await first.finish('t1', outcome);
    await first.close();
    const second = await openTrials(path());
    const [record] = await second.all();
    expect(record).toEqual({ ...trial, status: 'completed', ...outcome });
    expect(Object.is(record!.daily!.returns[3], -0)).toBe(true);
    await second.close();
  });

  it('counts an identical rerun once, and keeps the first completion', async () => {
    const trials = await openTrials(path());
    await trials.start(trial);
    await trials.finish('t1', outcome);
    await trials.start({ ...trial, startedAt: trial.startedAt + 1 });
    await trials.finish('t1', 'failed');
    await trials.finish('t1', { ...outcome, sharpe: 9 });
    expect(await trials.all()).toEqual([{ ...trial, status: 'completed', ...outcome }]);
    await trials.close();
  });

  it('keeps what a trial looks like, the latest of it, and lets that change nothing else', async () => {
    const trials = await openTrials(path());
    const details = { params: { fast: 5, name: 'x' }, totalReturn: null, sharpe: null, trades: null, runId: null };
    await expect(trials.describe('t1', details)).rejects.toMatchObject({ code: 'trials.unknown' });
    await trials.start(trial);
    await trials.describe('t1', details);
    await trials.finish('t1', outcome);
    const whole = { ...details, totalReturn: 0.5, sharpe: 1.77, trades: 3, runId: '20250131-130501-042-1a2b3c4d' };
    await trials.describe('t1', whole);
    await trials.close();
    const again = await openTrials(path());
    expect(await again.all()).toEqual([{ ...trial, status: 'completed', ...outcome, details: whole }]);
    const db = new Libsql(path());
    db.exec(`UPDATE trials SET details = NULL`);
    db.close();
    await expect(again.all()).rejects.toMatchObject({ code: 'trials.damaged' });
    await again.close();
  });

  it('takes over a registry of the first version, trial by trial', async () => {
    const old = join(folder, 'old.db');
    const db = new Libsql(old);
    db.exec(VERSION_1);
    db.close();
    const trials = await openTrials(old);
    const known = { ...trial, status: 'completed', ...outcome };
    expect(await trials.all()).toEqual([known]);
    const details = { params: {}, totalReturn: 0, sharpe: null, trades: 0, runId: null };
    await trials.describe('t1', details);
    expect(await trials.all()).toEqual([{ ...known, details }]);
    await trials.close();
  });

  it('completes on a later try what was aborted or failed before', async () => {
    const trials = await openTrials(path());
    await trials.start(trial);
    await trials.finish('t1', 'failed');
    expect((await trials.all())[0]?.status).toBe('failed');
    await trials.start(trial);
    await trials.finish('t1', outcome);
    expect((await trials.all())[0]?.status).toBe('completed');
    await trials.close();
  });

  it('keeps each market once, whoever was tried on it, and gives its closes back bit for bit', async () => {
    const market = { days: Int32Array.of(-1, 19_723, 19_725), closes: Float64Array.of(1 / 3, 42_000.5, 1e-9) };
    const trials = await openTrials(path());
    await trials.start({ ...trial, id: 'a', markets: [market] });
    await trials.start({
      ...trial,
      id: 'b',
      markets: [market, { ...market, closes: market.closes.map((x) => 2 * x) }],
    });
    await trials.finish('a', outcome);
    await trials.close();
    const db = new Libsql(path());
    expect(db.prepare('SELECT count(*) AS n FROM markets').get()).toMatchObject({ n: 2 });
    const again = await openTrials(path());
    const [a, b] = await again.all();
    expect(a).toEqual({ ...trial, id: 'a', markets: [market], status: 'completed', ...outcome });
    expect(b!.markets![0]).toEqual(market);
    expect(b!.markets![1]!.closes[1]).toBe(84_001);
    await again.close();
    db.exec(`UPDATE markets SET closes = days`);
    db.close();
    const damaged = await openTrials(path());
    await expect(damaged.all()).rejects.toMatchObject({ code: 'trials.damaged' });
    await damaged.close();
  });

  it('serves two processes on one file', async () => {
    const [a, b] = [await openTrials(path()), await openTrials(path())];
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? a : b).start({ ...trial, id: `t${i}`, startedAt: i })),
    );
    expect(await a.all()).toHaveLength(40);
    await b.finish('t0', outcome);
    expect((await a.all())[0]?.status).toBe('completed');
    await Promise.all([a.close(), b.close()]);
  });

  it('refuses to finish what never started, and to work when closed', async () => {
    const trials = await openTrials(path());
    await expect(trials.finish('t9', outcome)).rejects.toMatchObject({ code: 'trials.unknown', kind: 'input' });
    await trials.close();
    await trials.close();
    await expect(trials.start(trial)).rejects.toMatchObject({ code: 'trials.closed' });
    await expect(trials.all()).rejects.toMatchObject({ code: 'trials.closed' });
  });

  it.each([
    ['status', `'failed'`],
    ['symbols', `'["ETHUSDT"]'`],
    ['interval_ms', '1'],
    ['sharpe', '3.0'],
    ['returns', 'NULL'],
    ['started_at', '5'],
    ['checksum', `''`],
  ])('notices that %s was changed', async (column, value) => {
    const trials = await openTrials(path());
    await trials.start(trial);
    await trials.finish('t1', outcome);
    const db = new Libsql(path());
    db.exec(`UPDATE trials SET ${column} = ${value}`);
    db.close();
    await expect(trials.all()).rejects.toMatchObject({ code: 'trials.damaged', kind: 'input' });
    await trials.close();
  });

  it('refuses files that are not a registry, or of a newer version, or cannot be made', async () => {
    const plain = join(folder, 'notes.db');
    writeFileSync(
      plain,
      'these are notes, not a database at all, and longer than a header of SQLite: a hundred bytes and more than that',
    );
    await expect(openTrials(plain)).rejects.toMatchObject({ code: 'trials.damaged' });
    const other = join(folder, 'other.db');
    const db = new Libsql(other);
    db.exec('CREATE TABLE t (a)');
    db.close();
    await expect(openTrials(other)).rejects.toMatchObject({ code: 'trials.foreign' });
    const newer = join(folder, 'newer.db');
    const later = new Libsql(newer);
    later.exec('PRAGMA user_version = 99');
    later.close();
    await expect(openTrials(newer)).rejects.toMatchObject({ code: 'trials.newer' });
    await expect(openTrials(join(plain, 'trials.db'))).rejects.toMatchObject({
      code: 'disk',
      kind: 'input',
    });
  });
});
