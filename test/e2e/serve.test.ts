import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { DASHBOARD_ROUTES, type RouteName } from '../../src/contract/dashboard-routes.js';
import { cli, emptyDir } from './support/cli.js';
import { killServers, serve } from './support/dashboard-server.js';

afterEach(killServers);

describe('a server', () => {
  it('runs a cycle and a backtest, and shows them as its schemas say', { timeout: 120_000 }, async () => {
    const { get, job, end } = await serve(emptyDir());
    const cycle = await job({ kind: 'cycle', request: { source: 'demo' } });
    expect(cycle).toMatchObject({ state: 'done', result: { kind: 'cycle' } });
    const kept = await get('cycle', '/cycles/latest');
    expect(kept.id).toBe(cycle.result!.id);
    expect(kept.steps!.long.at(-1)!.after).toBe(kept.cycle.k_long);
    const backtest = await job({ kind: 'backtest', request: { data: ['demo'], strategy: 'sma-cross' } });
    expect(backtest).toMatchObject({ state: 'done', result: { kind: 'run' } });
    const id = backtest.result!.id!;
    const window = await get('runSeries', `/runs/${id}/series?points=100`);
    expect(window.bars).toBe((await get('run', `/runs/${id}`)).bars);
    expect(window.candles.time.length).toBeLessThanOrEqual(100);
    const { trades, total, next } = await get('runTrades', `/runs/${id}/trades?limit=2`);
    expect([trades.length, total > 2, next]).toEqual([2, true, 2]);
    const repeat = await job({ kind: 'repeat', request: { run: id } });
    expect(repeat.result?.document).toMatchObject({ identical: true });
    for (const [name, { method, path }] of Object.entries(DASHBOARD_ROUTES)) {
      const needsMore = path.includes(':') || name === 'compare' || name === 'dataCheck';
      if (method === 'GET' && !needsMore) await get(name as RouteName);
    }
    expect((await get('runs')).total).toBe(1);
    const { code, ms } = await end();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
  });

  it('starts a session of its own, which the kill switch stops', { timeout: 60_000 }, async () => {
    const cwd = emptyDir();
    const { get, post, end } = await serve(cwd);
    expect((await post('/sessions/halt', { reason: 'a test' })).status).toBe(200);
    expect((await post('/sessions', { from: 'demo', name: 'first' })).status).toBe(200);
    await expect.poll(async () => (await get('sessions')).sessions[0]?.status, { timeout: 30_000 }).toBe('ended');
    const { session } = await get('session', '/sessions/first');
    expect([session.fills, session.halted]).toEqual([0, expect.stringContaining('HALT')]);
    expect((await get('sessionEquity', '/sessions/first/equity')).moments).toBe(session.moments);
    expect(await get('sessionOrders', '/sessions/first/orders')).toEqual({ orders: [], total: session.fills });
    expect((await get('sessionJournal', '/sessions/first/journal?limit=3')).records).toHaveLength(3);
    const explained = await get('sessionExplanation', '/sessions/first/explanation');
    expect([explained.moments, explained.equity]).toEqual([session.moments, session.equity]);
    expect(explained.decisions.length > 0).toBe(explained.effect.halt !== 0);
    expect((await post('/sessions', { from: 'demo', name: 'first' })).status).toBe(409);
    expect(await (await post('/sessions/resume')).json()).toEqual({ done: true });
    await end();
  });

  it('cancels a job, and tells what of an earlier start was lost', { timeout: 60_000 }, async () => {
    const cwd = emptyDir();
    const state = join(cwd, 'user_data', 'state');
    mkdirSync(state, { recursive: true });
    const lost = { id: 'x', kind: 'cycle', request: {}, state: 'running', progress: null, result: null, error: null, created_at: 1, started_at: 1, ended_at: null }; // prettier-ignore
    writeFileSync(join(state, 'jobs.json'), JSON.stringify([lost]));
    const { get, asked, post, end } = await serve(cwd);
    expect(await get('job', '/jobs/x')).toMatchObject({ state: 'failed', error: { code: 'job.lost' } });
    const { id } = (await (await post('/jobs', { kind: 'doctor', request: { offline: true } })).json()) as {
      id: string;
    };
    expect(await (await asked(`/jobs/${id}`, { method: 'DELETE' })).json()).toMatchObject({ state: 'cancelled' });
    const failed = await post('/jobs', { kind: 'backtest', request: { data: ['/etc/passwd'], strategy: 'sma-cross' } });
    expect([failed.status, JSON.stringify(await failed.json())]).toEqual([400, expect.stringContaining('api.input')]);
    await end();
  });
});

describe('a server of the demo', () => {
  it('opens on a cycle, judges on its own data, and leaves nothing behind', { timeout: 180_000 }, async () => {
    const cwd = emptyDir();
    const { get, job, post, end } = await serve(cwd, ['--demo']);
    const { cycle, source, outcome } = await get('cycle', '/cycles/latest');
    expect([source, cycle.model.id, outcome.unknown]).toEqual(['demo', 'baseline/heuristic-1', 'demo']);
    const { settings } = await get('settings');
    const folder = String(settings.find(({ key }) => key === 'user_data_dir')?.value);
    expect(existsSync(folder)).toBe(true);
    const evaluated = await job({
      kind: 'evaluate',
      request: { data: ['BTCUSDT:1h'], models: ['baseline/momentum'], days: 150 },
    });
    expect(evaluated).toMatchObject({ state: 'done', result: { kind: 'evaluation' } });
    const path = `/evaluations/${evaluated.result!.id!}`;
    const { evaluation } = await get('evaluation', path);
    const { names, forecasters } = await get('evaluationStanding', `${path}/standing`);
    expect(forecasters.map(({ name }) => name)).toEqual([names[0]]);
    const { scores, series } = evaluation.forecasters[0]!.headline!;
    expect(forecasters[0]!.earned.evidence_to).toBe(series.decided_at.at(-1)! + 24 * 3_600_000);
    const whole = await get('skillOverTime', `${path}/skill?forecaster=${encodeURIComponent(names[0]!)}&window=1000`);
    // Over all decisions it is what the evaluation says.
    expect(whole.stretches).toEqual([
      expect.objectContaining({ period: 'headline', n: scores.sample.n, skill: scores.brier.skill }),
    ]);
    const other = await get('skillOverTime', `${path}/skill?forecaster=${encodeURIComponent(names[0]!)}&against=${encodeURIComponent(names.at(-1)!)}`); // prettier-ignore
    expect(other.stretches.length).toBeGreaterThan(3);
    expect((await post('/sessions', { from: 'demo', name: 'slow', speed: 100 })).status).toBe(200);
    await expect.poll(async () => (await get('sessions')).sessions[0]?.status, { timeout: 30_000 }).toBe('running');
    expect((await end()).code).toBe(0);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('tells a page the language of the settings, where one is set', async () => {
    const cwd = emptyDir();
    expect((await (await serve(cwd)).get('status')).language).toBeNull();
    writeFileSync(join(cwd, '.env'), 'LLM_TRADING_LANG=ru\n');
    expect((await (await serve(cwd)).get('status')).language).toBe('ru');
  });
});

describe('wrong input', () => {
  it('is an address of others without a token', async () => {
    const { code, stderr } = await cli(['serve', '--host', '0.0.0.0', '--port', '0']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/can be reached from other machines: give --token-file/)]);
  });
  it('is a port that is taken', async () => {
    const { url } = await serve(emptyDir());
    const { code, stderr } = await cli(['serve', '--port', new URL(url).port]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is taken: choose another')]);
  });
  it('is a port that is none', async () => {
    const { code } = await cli(['serve', '--port', '70000']);
    expect(code).toBe(2);
  });
});
