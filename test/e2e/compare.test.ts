import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cli, emptyDir, filesUnder } from './support/cli.js';

const cwd = emptyDir();
/** Ids of three runs over the demo market: two on the same days, one on fewer. */
let ids: [fast: string, slow: string, short: string];

async function backtest(...argv: string[]): Promise<string> {
  const all = ['backtest', '--data', 'demo/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross', '--json', ...argv];
  const { code, stdout, stderr } = await cli(all, { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout).run;
}

beforeAll(async () => {
  await cli(['data', 'demo', '--out', 'demo', '--days', '60'], { cwd });
  ids = [
    await backtest('--param', 'fast=10'),
    await backtest('--param', 'slow=100'),
    await backtest('--from', '2024-12-20', '--initial-equity', '5000'),
  ];
});

const sentence = (text: string): string => text.replace(/\n\s*/g, ' ');

describe('compare', () => {
  it('sets runs side by side: measures, costs and what was set differently', async () => {
    const { code, stdout, stderr } = await cli(['compare', ids[0], ids[1], '--json'], { cwd });
    expect(code, stderr).toBe(0);
    const { runs, differences, notes, buy_and_hold } = JSON.parse(stdout);
    expect(runs.map(({ id }: { id: string }) => id)).toEqual([ids[0], ids[1]]);
    expect(differences).toEqual([
      { name: 'params.fast', values: ['10', '20'] },
      { name: 'params.slow', values: ['50', '100'] },
    ]);
    expect(notes).toEqual([]);
    const { benchmark, metrics } = JSON.parse(readFileSync(join(cwd, 'user_data/runs', ids[0], 'result.json'), 'utf8'));
    expect(buy_and_hold).toEqual(benchmark.metrics);
    expect(runs[0].metrics).toEqual(metrics);
  });

  it('says what makes a comparison unfair', async () => {
    const { stdout } = await cli(['compare', ids[0], ids[2], '--json'], { cwd });
    const { notes, buy_and_hold, differences } = JSON.parse(stdout);
    expect(notes).toEqual([
      expect.stringContaining('cover different times'),
      expect.stringContaining('start with different equity'),
    ]);
    expect(buy_and_hold).toBeNull();
    expect(differences.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['params.fast', 'from', 'execution.initial_equity', 'content of BTCUSDT bars']),
    );
  });

  it.each([60, 100])('fits %d columns, in plain ASCII too', async (columns) => {
    for (const env of [{}, { LANG: 'C' }]) {
      const { stdout } = await cli(['compare', ...ids], { cwd, columns, env });
      const chart = stdout.split('\n').filter((line) => /^ +(?:-?\d+ %)? [│|]/.test(line));
      expect(chart).toHaveLength(14);
      expect(chart.join('')).toMatch(/A.*B|B.*A/);
      for (const line of [...chart, ...stdout.split('\n').slice(0, 12)])
        expect(line.length).toBeLessThanOrEqual(columns);
      if ('LANG' in env) expect(stdout).toMatch(/^[\x00-\x7f]*$/);
    }
  });

  it('writes one page with every run, and no half one', async () => {
    const { code, stderr } = await cli(['compare', ...ids, '--html', 'both.html'], { cwd });
    expect(code, stderr).toBe(0);
    const page = readFileSync(join(cwd, 'both.html'), 'utf8');
    for (const id of ids) expect(page).toContain(id);
    expect(page).toMatch(/<path class="line accent"/);
    expect(page).not.toMatch(/https?:\/\//);
    expect(filesUnder(cwd).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('takes a part of an id, and "latest"', async () => {
    const { stdout } = await cli(['compare', ids[0].slice(-12), 'latest', '--json'], { cwd });
    expect(JSON.parse(stdout).runs.map(({ id }: { id: string }) => id)).toEqual([ids[0], ids[2]]);
  });

  it('names near runs where there is no such one', async () => {
    const wrong = `${ids[1].slice(0, -1)}x`;
    const near = await cli(['compare', ids[0], wrong], { cwd });
    expect(near.code).toBe(2);
    expect(sentence(near.stderr)).toContain('did you mean 20');
    const far = await cli(['compare', ids[0], 'nothing'], { cwd });
    expect(sentence(far.stderr)).toContain(`the newest are ${ids[2]}, ${ids[1]}, ${ids[0]}.`);
    const many = await cli(['compare', ids[0], ids[0].slice(0, 8)], { cwd });
    expect(sentence(many.stderr)).toContain('fits 3 runs');
    const none = await cli(['compare', 'a', 'b'], { cwd: emptyDir() });
    expect(sentence(none.stderr)).toContain('There are no runs yet');
    for (const argv of [[ids[0]], [ids[0], ids[0]]]) expect((await cli(['compare', ...argv], { cwd })).code).toBe(2);
  });

  it('says which run is damaged', async () => {
    const broken = await backtest('--param', 'fast=5');
    writeFileSync(join(cwd, 'user_data/runs', broken, 'result.json'), '{}');
    const { code, stderr } = await cli(['compare', ids[0], broken], { cwd });
    expect(code).toBe(2);
    expect(sentence(stderr)).toContain(broken);
  });
});
