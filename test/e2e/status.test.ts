import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { halt } from '../../src/app/live/session-folder.js';
import { runCli } from '../../src/cli/run-cli.js';
import { statusSchema } from '../../src/contract/session.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { readRecord, type SessionKind } from '../../src/live/session/records.js';
import { cli, emptyDir, filesUnder, ioOf } from './support/cli.js';

async function traded(): Promise<string> {
  const cwd = emptyDir();
  await cli(['data', 'demo', '--out', 'd', '--days', '20'], { cwd });
  const bars = ['--data', 'd/demo-BTCUSDT-1h.csv', '--instrument', 'perp'];
  const regime = ['--strategy', 'llm-regime', '--model', 'baseline', '--news-cap', '0.2'];
  await cli(['paper', ...bars, ...regime, '--session', 'regime'], { cwd });
  await cli(['paper', ...bars, '--strategy', 'sma-cross', '--session', 'sma'], { cwd });
  return cwd;
}
const lookAt = async (cwd: string, ...more: string[]) => {
  const { code, stdout, stderr } = await cli(['status', ...more, '--json'], { cwd });
  expect(code, stderr).toBe(0);
  return statusSchema.parse(JSON.parse(stdout)).sessions;
};

describe('status', () => {
  it('shows what the journal says of each session, and writes nothing', async () => {
    const cwd = await traded();
    const before = filesUnder(cwd);
    const [regime, sma] = await lookAt(cwd);
    const records = readJournalFile(join(cwd, 'user_data', 'sessions', 'regime', 'journal.log'))!.records;
    const lastOf = (kind: string) =>
      records.filter((each) => each.kind === kind).at(-1)!.data as Record<string, unknown>;
    expect(regime).toMatchObject({ session: 'regime', status: 'ended', moments: 480, next_decision: null });
    const { bars } = lastOf('bars') as { bars: { close: number }[] };
    const { positions, equity } = lastOf('booked') as { positions: { BTCUSDT: number }; equity: number };
    expect(regime!.symbols).toHaveLength(1);
    expect(regime!.symbols[0]).toMatchObject({ price: bars[0]!.close, position: positions.BTCUSDT });
    expect(regime!.symbols[0]!.exposure).toBeCloseTo((positions.BTCUSDT * bars[0]!.close) / equity, 12);
    expect(regime!.opinion).toMatchObject({ answered_by: 'baseline/heuristic-1', k_max: 2, news_cap: 0.2 });
    const { k, prob_bull: bull } = regime!.opinion!;
    expect(bull).toBe((lastOf('opinion').assessment as { prob_bull: number }).prob_bull);
    // Nothing was in the news: the cap changes nothing.
    expect(k!.after_news_cap).toEqual(k!.asked);
    expect(Math.max(k!.asked.long, k!.asked.short)).toBeGreaterThan(1);
    expect(regime!.model).toMatchObject({ calls: 0, cost_usd: 0 });
    expect([sma!.opinion, sma!.model]).toEqual([null, null]);
    expect(filesUnder(cwd)).toEqual(before);
  });

  it('shows where a stop that follows the price rests now, also after a restart', async () => {
    const cwd = emptyDir();
    await cli(['data', 'demo', '--out', 'd', '--days', '20'], { cwd });
    const rules = 'rules: [{ side: long, enter: close > 0, size: 0.5, trailing_stop: 0.25 }]\n';
    writeFileSync(join(cwd, 'follow.yaml'), rules);
    const paper = ['paper', '--data', 'd/demo-BTCUSDT-1h.csv', '--strategy', 'follow.yaml', '--session', 'follow'];
    const { code, stderr } = await cli(paper, { cwd });
    expect(code, stderr).toBe(0);
    const file = join(cwd, 'user_data', 'sessions', 'follow', 'journal.log');
    const { records } = readJournalFile(file)!;
    const told = <K extends SessionKind>(kind: K) =>
      records.flatMap((record) => (record.kind === kind ? [readRecord(record, kind)] : []));
    const [entry] = told('booked').flatMap(({ fills }) => fills);
    const held = told('bars').filter(({ time }) => time >= Number(entry!.time));
    const best = Math.max(Number(entry!.price), ...held.map(({ bars }) => bars[0]!.high));
    const [session] = await lookAt(cwd, 'follow');
    expect(best).toBeGreaterThan(1.01 * Number(entry!.price));
    expect(session!.symbols[0]!.stop).toBeCloseTo(0.75 * best, 6);
    expect(session!.symbols[0]!.trailing).toBe(0.25);
    const { stdout } = await cli(['status', 'follow'], { cwd });
    expect(stdout).toContain('stop at');
    // One record a move, none without, and what was written is known again.
    const levels = told('stops').map(({ positions }) => positions.BTCUSDT!.stop);
    expect(levels).toEqual([...new Set(levels)].sort((a, b) => a - b));
    expect(levels.length).toBeGreaterThan(3);
    expect((await cli(paper, { cwd })).code).toBe(0);
    expect(readJournalFile(file)!.records.filter(({ kind }) => kind === 'stops')).toHaveLength(levels.length);
  });

  it('has one frame where nobody watches, says what halts, and takes one name', async () => {
    const cwd = await traded();
    await halt(join(cwd, 'user_data', 'sessions', 'sma'), 'test');
    const { stdout } = await cli(['status', 'sma'], { cwd });
    expect(stdout).toMatch(/^sma \(paper, sma-cross, ended\)\n {2}HALTED: .*\n {2}equity [\d,.]+ \([+-]/s);
    expect(stdout).not.toContain('regime (');
    expect(await lookAt(cwd, 'sma')).toMatchObject([{ session: 'sma', halted: expect.stringContaining('HALT') }]);
    const none = await cli(['status', 'nobody'], { cwd });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there are regime, sma')]);
    expect((await cli(['status'], { cwd: emptyDir() })).stdout).toContain('There are no sessions yet');
  });

  it('is drawn again every second on a terminal, and shows what has happened since', async () => {
    const cwd = await traded();
    const end = new AbortController();
    const { io, written } = ioOf({ cwd, signal: end.signal });
    const code = runCli(['status', 'sma'], { ...io, stdout: { ...io.stdout, isTTY: true, columns: 100 } });
    const frames = (): string[] => written.stdout.split('\u001b[H\u001b[2J').slice(1);
    while (frames().length < 1) await new Promise((resolve) => setTimeout(resolve, 20));
    await halt(join(cwd, 'user_data', 'sessions', 'sma'), 'test');
    while (!frames().at(-1)!.includes('HALTED')) await new Promise((resolve) => setTimeout(resolve, 20));
    end.abort();
    expect(await code).toBe(0);
    expect(frames()[0]).not.toContain('HALTED');
  });
});
