import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type OpenedJournal } from '../../src/infra/store/journal/index.js';
import { cli, emptyDir, filesUnder, type CliRun } from './support/cli.js';

const AT = Date.UTC(2026, 0, 31, 13, 5, 9);
let cwd: string;
let folder: string;
beforeEach(() => {
  cwd = emptyDir();
  folder = join(cwd, 'user_data', 'sessions', 'btc-paper');
});
let running: OpenedJournal | null = null;
afterEach(() => {
  running?.close();
  running = null;
});

const openSession = (at = AT): Promise<OpenedJournal> =>
  openJournal({ folder, at, sessionId: 'btc-paper', programVersion: '0.1.0', configurationHash: 'c'.repeat(64) });

async function endedSession(): Promise<void> {
  const journal = await openSession();
  journal.append(AT + 1_000, [
    { kind: 'bar', data: { symbol: 'BTCUSDT', close: 90_123.5 } },
    { kind: 'decision', data: { target: 0.25, reason: '=SUM(A1) "тренд"\u001b[31m' } },
  ]);
  journal.append(AT + 2_000, [{ kind: 'stop', data: { reason: 'asked' } }]);
  journal.close();
}

const run = (...argv: string[]): Promise<CliRun> => cli(['journal', ...argv], { cwd });
const file = (): string => join(folder, 'journal.log');

describe('journal verify', () => {
  it('says what a whole journal holds, by name, by folder and by file', async () => {
    await endedSession();
    const first = await run('verify', 'btc-paper');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(
      /btc-paper: 4 records, every one as it was written\. The last is of 2026-01-31\s+13:05:11 UTC, its\s+hash [0-9a-f]{16}\./,
    );
    expect(first.stdout).toContain('1 start. It ended cleanly.');
    for (const path of ['user_data/sessions/btc-paper', 'user_data/sessions/btc-paper/journal.log']) {
      expect(await run('verify', path), path).toEqual(first);
    }
  });

  it('tells a torn tail, and the recovery after it', async () => {
    await endedSession();
    appendFileSync(file(), '00000096 0123');
    const torn = await run('verify', 'btc-paper');
    expect(torn.code).toBe(0);
    expect(torn.stdout).toMatch(/A crash left 13 bytes of an unfinished record behind the last one, at byte \d+/);
    expect(readFileSync(file(), 'latin1')).toMatch(/00000096 0123$/);
    (await openSession()).close();
    const after = await run('verify', 'btc-paper', '--json');
    expect(JSON.parse(after.stdout)).toMatchObject({
      session: 'btc-paper',
      status: 'crashed',
      records: 6,
      last_at: AT,
      torn: null,
      damage: null,
      runs: [
        { status: 'ended', records: 4, cut_bytes: 0 },
        { status: 'crashed', records: 2, cut_bytes: 13, program_version: '0.1.0' },
      ],
    });
    (await openSession()).close();
    expect((await run('verify', 'btc-paper')).stdout).toMatch(
      /3 starts, 1 of them after a crash\. It did not end cleanly: its next\s+start recovers it\./,
    );
  });

  it('of a session that runs says so, and is not in its way', async () => {
    running = await openSession();
    expect((await run('verify', 'btc-paper')).stdout).toContain('It is running now.');
    expect(running.append(AT, [{ kind: 'bar', data: 1 }])).toHaveLength(1);
    expect((await run('show', 'btc-paper')).stdout).toContain('bar');
  });

  it('of a damaged one names file, byte, record and remedy, and ends with 2', async () => {
    await endedSession();
    const bytes = readFileSync(file());
    // Behind the first line and the first record.
    const offset = bytes.indexOf('\n', bytes.indexOf('\n') + 1) + 1;
    bytes[bytes.indexOf('90123.5') + 2]! ^= 1;
    writeFileSync(file(), bytes);
    const { code, stderr } = await run('verify', 'btc-paper');
    expect(code).toBe(2);
    const text = stderr.replace(/\s+/g, ' ');
    expect(text).toContain(
      `journal.log is damaged at byte ${offset} (record 2), since the record is not what its hash`,
    );
    expect(text).toContain('restore the whole folder of the session from a backup');
    const json = await run('verify', 'btc-paper', '--json');
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      status: 'quarantined',
      records: 1,
      damage: { offset, record: 2 },
    });
  });

  it.each([
    ['another name', 'btc-papr', /neither a session nor the path of a journal.*btc-paper.*Did you mean "btc-paper"\?/],
    ['no name', '', /neither a session nor the path/],
    ['a folder without one', 'user_data', /There is no .*user_data\/journal\.log: the session was never started/],
    ['another file', 'other.csv', /other\.csv is damaged at byte 0 .*not that of a journal/],
  ])('%s: exit code 2 and a sentence, and nothing is written', async (_name, wanted, text) => {
    await endedSession();
    writeFileSync(join(cwd, 'other.csv'), 'time,open\n1,2\n');
    const before = filesUnder(cwd);
    const { code, stdout, stderr } = await run('verify', wanted);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(text);
    expect(filesUnder(cwd)).toEqual(before);
  });

  it('of a folder whose journal is gone says that it was there', async () => {
    await endedSession();
    rmSync(file());
    const { code, stderr } = await run('verify', 'btc-paper');
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain('is gone, and 4 records were there before');
  });
});

describe('journal show', () => {
  it('shows the last records, or those of a kind, and lets no text steer the terminal', async () => {
    await endedSession();
    const { stdout } = await run('show', 'btc-paper', '--tail', '2');
    expect(stdout).toMatch(/3 │ 2026-01-31 13:05:10 │ decision │ \{"target":0\.25/);
    expect(stdout).toContain('2 of 4 records; --tail shows more.');
    expect(stdout).not.toContain('\u001b[31m');
    expect(stdout).not.toContain('BTCUSDT');
    const bars = await run('show', 'btc-paper', '--kind', 'bar');
    expect(bars.stdout).toContain('{"symbol":"BTCUSDT","close":90123.5}');
    expect(bars.stdout).not.toContain('decision');
  });

  it('as JSON is a line a record', async () => {
    await endedSession();
    const { stdout } = await run('show', 'btc-paper', '--json', '--kind', 'bar', 'stop');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { seq: 2, at: AT + 1_000, kind: 'bar', data: { symbol: 'BTCUSDT', close: 90_123.5 } },
      { seq: 4, at: AT + 2_000, kind: 'stop', data: { reason: 'asked' } },
    ]);
  });

  it.each([
    [['--tail', '0'], '--tail is 0: it must be a whole number'],
    [['--kind', 'bra'], '--kind is "bra", and the journal has no such record: it has bar, decision, manifest, stop.'],
  ])('refuses %j', async (options, text) => {
    await endedSession();
    const { code, stderr } = await run('show', 'btc-paper', ...options);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, ' ')).toContain(text);
  });

  it('of a damaged one shows what comes before, and ends with 2', async () => {
    await endedSession();
    truncateSync(file(), readFileSync(file()).indexOf('"kind":"stop"'));
    const { code, stdout, stderr } = await run('show', 'btc-paper');
    expect(code).toBe(2);
    expect(stdout).toContain('decision');
    expect(stderr.replace(/\s+/g, ' ')).toContain('it ends after 3 whole records, and 4 were there before');
  });
});

describe('journal export', () => {
  it('writes lines of JSON, and a table that no spreadsheet takes for formulas', async () => {
    await endedSession();
    const lines = await run('export', 'btc-paper');
    expect(lines.stdout.trim().split('\n')).toHaveLength(4);
    expect(lines.stderr).toContain('Exported 4 records');
    await run('export', 'btc-paper', '--out', 'all.jsonl');
    expect(readFileSync(join(cwd, 'all.jsonl'), 'utf8')).toBe(lines.stdout);
    const table = await run('export', 'btc-paper', '--out', 'all.csv', '--kind', 'bar', 'stop');
    expect(table.stderr).toContain('Exported 2 records to all.csv');
    expect(readFileSync(join(cwd, 'all.csv'), 'utf8')).toBe(
      [
        'seq,at,utc,kind,data',
        '2,1769864710000,2026-01-31T13:05:10.000Z,bar,"{""symbol"":""BTCUSDT"",""close"":90123.5}"',
        '4,1769864711000,2026-01-31T13:05:11.000Z,stop,"{""reason"":""asked""}"',
        '',
      ].join('\n'),
    );
    expect((await run('export', 'btc-paper', '--format', 'csv')).stdout).toContain('seq,at,utc,kind,data\n1,');
  });

  it('says before any work that the file cannot be written', async () => {
    await endedSession();
    const { code, stderr } = await run('export', 'btc-paper', '--out', 'no/such/folder.csv');
    expect(code).toBe(2);
    expect(stderr).toContain('--out');
  });
});
