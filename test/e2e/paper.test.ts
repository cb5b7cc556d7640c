import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { paperResultSchema, sessionListSchema, sessionRowSchema } from '../../src/contract/session.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { builtCommands } from './support/built.js';
import { cli, emptyDir } from './support/cli.js';

/** What a session wrote: its own records, without those that say when a process began. */
function recordsOf(cwd: string, name = 'paper'): unknown[] {
  const journal = readJournalFile(join(cwd, 'user_data', 'sessions', name, 'journal.log'));
  return (journal?.records ?? [])
    .filter(({ kind }) => !['manifest', 'start', 'recovered', 'stop'].includes(kind))
    .map(({ at, kind, data }) => ({ at, kind, data }));
}

async function withDemoFiles(days = 20): Promise<string> {
  const cwd = emptyDir();
  expect((await cli(['data', 'demo', '--out', 'd', '--days', String(days)], { cwd })).code).toBe(0);
  return cwd;
}
const SMA = ['--data', 'd/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross'];
const BOTH = ['--data', 'd/demo-BTCUSDT-1h.csv', '--data', 'd/demo-ETHUSDT-1h.csv', '--strategy', 'sma-cross'];

describe('paper', () => {
  it('begins on demo data with one option, without a network, and shows how it stands', async () => {
    const cwd = emptyDir();
    const { code, stdout, stderr } = await cli(['paper', '--demo'], { cwd });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/Session paper\n {2}720 bars up to 2025-01-15 12:00; \d+ fills\n {2}equity /);
    expect(stderr).toContain('Session paper begins in ');
    const list = await cli(['sessions', 'list', '--json'], { cwd });
    const [row] = sessionListSchema.parse(JSON.parse(list.stdout)).sessions;
    expect(row).toMatchObject({
      session: 'paper',
      status: 'ended',
      strategy: 'llm-regime',
      moments: 720,
      halted: null,
    });
  });

  it.each([
    ['one symbol', [...SMA, '--funding', 'd/demo-BTCUSDT-funding.csv', '--instrument', 'perp', '--leverage', '2']],
    [
      'two symbols with limits',
      [...BOTH, '--param', 'size=0.4', '--max-exposure', '0.6', '--max-change-per-decision', '0.2'],
    ],
    [
      'net exposure and that of groups limited',
      [
        ...BOTH,
        '--param',
        'size=0.4',
        '--max-net-exposure',
        '0.5',
        '--max-group-exposure',
        '0.6',
        '--group-bars',
        '60',
      ],
    ],
    [
      'a regime model',
      ['--data', 'd/demo-BTCUSDT-1h.csv', '--strategy', 'llm-regime', '--model', 'baseline', '--instrument', 'perp'],
    ],
    ['fills at the close', [...SMA, '--fill', 'close']],
  ])('comes to the equity of a backtest over the same bars: %s', async (_what, options) => {
    const cwd = await withDemoFiles();
    const paper = await cli(['paper', ...options, '--json'], { cwd });
    const backtest = await cli(['backtest', ...options, '--json'], { cwd });
    expect(paper.code, paper.stderr).toBe(0);
    expect(backtest.code, backtest.stderr).toBe(0);
    const result = paperResultSchema.parse(JSON.parse(paper.stdout));
    const expected = JSON.parse(backtest.stdout) as { final_equity: number; bars: number };
    expect(result.fills).toBeGreaterThan(4);
    expect([result.equity, result.moments]).toEqual([expected.final_equity, expected.bars]);
  });

  it('has nothing more to do when it is started again, and leaves the journal as it was', async () => {
    const cwd = await withDemoFiles();
    const first = await cli(['paper', ...SMA, '--json'], { cwd });
    const before = recordsOf(cwd);
    const again = await cli(['paper', ...SMA, '--json'], { cwd });
    expect(again.code, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual(JSON.parse(first.stdout));
    expect(again.stderr).toContain('goes on after 480 bars');
    expect(recordsOf(cwd)).toEqual(before);
  });

  it('refuses other settings, bars or parameters than it was begun with, and says what differs', async () => {
    const cwd = await withDemoFiles();
    await cli(['paper', ...SMA], { cwd });
    const other = await cli(['paper', ...SMA, '--param', 'fast=7', '--max-daily-loss', '0.1'], { cwd });
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('was begun with other settings (params, limits)');
    expect(other.stderr).toMatch(/another session\s+name/);
    expect((await cli(['paper', ...SMA, '--param', 'fast=7', '--session', 'faster'], { cwd })).code).toBe(0);
  });

  it('names what is wrong', async () => {
    const cwd = await withDemoFiles();
    const wrong = async (...more: string[]) => {
      const { code, stderr } = await cli(['paper', ...SMA, ...more], { cwd });
      expect(code).toBe(2);
      return stderr;
    };
    expect(await wrong('--session', '../x')).toContain('cannot be the name of a session');
    expect(await wrong('--session', 'halt')).toContain('cannot be the name of a session');
    expect(await wrong('--trading-hours', 'noon')).toContain('--trading-hours');
    expect(await wrong('--trading-hours', '8-8')).toContain('two different hours of the UTC day');
    expect(await wrong('--max-daily-loss', '2')).toContain('--max-daily-loss');
    expect(await wrong('--speed', '-1')).toContain('speed');
    expect((await cli(['paper', '--data', 'd/demo-BTCUSDT-1h.csv'], { cwd })).stderr).toContain(
      '--strategy is missing',
    );
    expect((await cli(['sessions', 'show', 'nobody'], { cwd })).stderr).toContain('There is no session "nobody"');
  });

  it('asks no server where its answers come from the ledger', async () => {
    const cwd = await withDemoFiles();
    const argv = [
      'paper',
      '--data',
      'd/demo-BTCUSDT-1h.csv',
      '--strategy',
      'llm-regime',
      '--model',
      'llama3.2',
      '--replay',
    ];
    const { code, stderr } = await cli(argv, { cwd, env: { OLLAMA_BASE_URL: 'http://127.0.0.1:9' } });
    expect(code).not.toBe(0);
    expect(stderr).toContain('was never asked this before');
    expect(stderr).not.toContain('127.0.0.1:9');
  });

  it('does not go on with a journal that was damaged, and says where', async () => {
    const cwd = await withDemoFiles();
    await cli(['paper', ...SMA], { cwd });
    const file = join(cwd, 'user_data', 'sessions', 'paper', 'journal.log');
    const bytes = readFileSync(file);
    bytes[5_000]! ^= 1;
    writeFileSync(file, bytes);
    const { code, stderr } = await cli(['paper', ...SMA], { cwd });
    expect(code).not.toBe(0);
    expect(stderr).toContain('journal.log');
    const list = await cli(['sessions', 'show', 'paper', '--json'], { cwd });
    expect(sessionRowSchema.parse(JSON.parse(list.stdout)).status).toBe('quarantined');
    expect((await cli(['sessions', 'stop', 'paper'], { cwd })).stdout).toContain('is not running');
  });
});

describe('the kill switch', () => {
  it('lets nothing pass from its start on, for one session or all', async () => {
    const cwd = await withDemoFiles();
    for (const name of [[], ['paper']]) {
      if (name.length > 0) {
        await cli(['paper', ...SMA, '--to', '2025-01-05'], { cwd });
      }
      expect((await cli(['sessions', 'halt', ...name], { cwd })).code).toBe(0);
      const session = name.length > 0 ? 'halted' : 'all';
      const { stdout, code, stderr } = await cli(['paper', ...SMA, '--session', session, '--json'], { cwd });
      expect(code, stderr).toBe(0);
      const result = paperResultSchema.parse(JSON.parse(stdout));
      if (name.length === 0) {
        expect(result.fills).toBe(0);
        expect(result.refused.halted).toBeGreaterThan(0);
      } else expect(result.fills).toBeGreaterThan(0);
      expect((await cli(['sessions', 'resume', ...name], { cwd })).stdout).toContain('taken back');
    }
  });
});

describe('a paper session as a process', () => {
  let commands: string;
  beforeAll(() => {
    commands = builtCommands();
  }, 300_000);

  const start = (cwd: string, argv: readonly string[]) =>
    spawn(process.execPath, [join(commands, 'main.js'), 'paper', ...argv], {
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const ended = (child: ReturnType<typeof start>) =>
    new Promise<{ code: number | null; signal: string | null; stderr: string }>((resolve) => {
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdout.resume();
      child.on('close', (code, signal) => resolve({ code, signal, stderr }));
    });
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('runs once: a second process on the same session is refused, and SIGTERM ends the first cleanly', async () => {
    const cwd = await withDemoFiles();
    const slow = [...SMA, '--speed', '36000'];
    const first = start(cwd, slow);
    const end = ended(first);
    const row = async () =>
      sessionListSchema.parse(JSON.parse((await cli(['sessions', 'list', '--json'], { cwd })).stdout)).sessions[0];
    while (((await row())?.moments ?? 0) < 3) await sleep(100);
    expect((await row())!.status).toBe('running');
    const second = await ended(start(cwd, slow));
    expect([second.code, second.stderr]).toEqual([4, expect.stringContaining('is being run already')]);
    const told = Date.now();
    first.kill('SIGTERM');
    expect((await end).code).toBe(0);
    expect(Date.now() - told).toBeLessThan(5_000);
    expect((await row())!.status).toBe('ended');
  }, 120_000);

  it('ends cleanly when it is told to by another process', async () => {
    const cwd = await withDemoFiles();
    const child = start(cwd, [...SMA, '--speed', '36000']);
    const end = ended(child);
    while (recordsOf(cwd).length < 6) await sleep(100);
    expect((await cli(['sessions', 'stop', 'paper'], { cwd })).code).toBe(0);
    expect((await end).code).toBe(0);
    expect((await cli(['sessions', 'show', 'paper'], { cwd })).stdout).toContain('ended');
  }, 120_000);
});
