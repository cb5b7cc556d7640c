/**
 * How long the opinions of a backtest take: N model calls, C at once, against a fake Ollama server on loopback that takes a
 * fixed time for each. For calls of 2 s the limit is 1.05 · ceil(N/C) times that, with prompts, ledger and everything else
 * included (median of three runs); calls of 200 ms show what the system itself adds to each. A replay may ask nothing.
 *
 *   node bench/regime-calls.mjs [--quick]      prints one JSON document, exit code 1 beyond a limit; --quick leaves out 2 s calls
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { clearTimeout, setTimeout } from 'node:timers';
import { pathToFileURL } from 'node:url';
import { transpileSources } from './transpile.mjs';

const LIMIT = 1.05;
const LIMITED_FROM_MS = 2_000;
const CASES = [
  { calls: 64, concurrency: 8, call_ms: 200, runs: 1 },
  { calls: 128, concurrency: 32, call_ms: 200, runs: 1 },
  { calls: 16, concurrency: 8, call_ms: 2_000, runs: 3 },
  { calls: 61, concurrency: 16, call_ms: 2_000, runs: 3 },
].filter(({ call_ms }) => call_ms < LIMITED_FROM_MS || !process.argv.includes('--quick'));

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const ANSWER = JSON.stringify({
  horizon_hours: 24,
  base_asset: 'BTCUSDT',
  prob_bull: 0.62,
  prob_bear: 0.38,
  regime_label: 'bull',
  confidence_level: 'medium',
  scores: {
    global_sentiment: 0.2,
    btc_sentiment: 0.3,
    altcoin_sentiment: 0.1,
    onchain_pressure: -0.1,
    liquidity_risk: 0.3,
    news_risk: 0.2,
    trend_strength: 0.5,
  },
  factors_summary: ['steady'],
  reasoning_short: 'A fixed answer.',
  timestamp_utc: '2024-01-01T00:00:00Z',
});

/** The two paths of Ollama that a run uses, each chat taking `callMs` from the request to the end of the answer. */
async function startServer() {
  const state = { callMs: 0, chats: 0, busy: 0, most: 0 };
  const server = createServer((request, response) => {
    const json = (value) => response.end(`${JSON.stringify(value)}\n`);
    if (request.url === '/api/tags')
      return json({ models: [{ name: 'bench:latest', digest: 'a'.repeat(64), size: 1 }] });
    state.chats += 1;
    state.busy += 1;
    state.most = Math.max(state.most, state.busy);
    request.resume();
    const base = { model: 'bench', created_at: new Date().toISOString() };
    const timer = setTimeout(() => {
      state.busy -= 1;
      response.write(`${JSON.stringify({ ...base, message: { role: 'assistant', content: ANSWER }, done: false })}\n`);
      json({
        ...base,
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 1_500,
        eval_count: 150,
      });
    }, state.callMs);
    response.on('close', () => clearTimeout(timer));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, state, close: () => server.close() };
}

const src = transpileSources('bench-regime-calls');
const load = (path) => import(pathToFileURL(join(src, path)).href);
const { createRuntime } = await load('app/runtime/runtime.js');
const { makeSpec } = await load('app/backtest/make-spec.js');
const { prepareRun } = await load('app/backtest/prepare-run.js');
const { askOpinions } = await load('app/backtest/ask-opinions.js');
const { BarSeries } = await load('core/bars.js');
const { writeBarsFile } = await load('app/data/bars-file.js');

/** Enough hours before the run for every trend, then one decision a day. */
async function writeMarket(file, decisions) {
  const hours = 31 * 24 + decisions * 24;
  const rows = Array.from({ length: hours }, (_, i) => {
    const [open, close] = [i, i + 1].map((k) => 100 + 10 * Math.sin(k / 50) + k / 500);
    return {
      openTime: START + i * HOUR,
      open,
      high: Math.max(open, close) + 0.1,
      low: Math.min(open, close) - 0.1,
      close,
      volume: 1000,
    };
  });
  await writeBarsFile(file, BarSeries.fromRows('BTCUSDT', HOUR, rows));
  return START + 31 * 24 * HOUR;
}

/** One recorded run and its replay, each with a fresh ledger's worth of user data. */
async function measure(calls, concurrency, callMs) {
  const cwd = mkdtempSync(join(tmpdir(), 'bench-regime-'));
  try {
    const from = await writeMarket(join(cwd, 'BTCUSDT.csv'), calls);
    const runtime = createRuntime({
      cwd,
      env: { OLLAMA_BASE_URL: server.url, LLM_MODEL: 'ollama/bench', LOG_LEVEL: 'silent' },
    });
    const run = async (replay) => {
      const spec = await makeSpec({ data: ['BTCUSDT.csv'], funding: [], strategy: 'llm-regime', from }, cwd, runtime);
      const prepared = await prepareRun(spec, { cwd, concurrency, replay }, runtime);
      Object.assign(server.state, { callMs, chats: 0, most: 0 });
      const started = performance.now();
      const cpu = process.cpuUsage();
      const { regimes } = await askOpinions(prepared);
      const ms = performance.now() - started;
      const { user, system } = process.cpuUsage(cpu);
      return {
        ms,
        cpu: (user + system) / 1_000,
        chats: server.state.chats,
        most: server.state.most,
        points: JSON.stringify(regimes.points),
      };
    };
    return { asked: await run(false), replayed: await run(true) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const server = await startServer();
const result = { bench: 'regime-calls', node: process.version, load: loadavg()[0], cases: [] };
const failed = [];
try {
  for (const { calls, concurrency, call_ms, runs } of CASES) {
    const measured = [];
    for (let k = 0; k < runs; k++) measured.push(await measure(calls, concurrency, call_ms));
    const asked = measured.map((each) => each.asked).sort((a, b) => a.ms - b.ms)[Math.floor(runs / 2)];
    const ideal = Math.ceil(calls / concurrency) * call_ms;
    const overIdeal = Math.round((asked.ms / ideal) * 10_000) / 10_000;
    const limited = call_ms >= LIMITED_FROM_MS;
    result.cases.push({
      calls,
      concurrency,
      call_ms,
      ideal_ms: ideal,
      ms: Math.round(asked.ms),
      over_ideal: overIdeal,
      limit: limited ? LIMIT : null,
      added_ms_per_call: Math.round(((asked.ms - ideal) / calls) * 10) / 10,
      cpu_ms_per_call: Math.round((asked.cpu / calls) * 10) / 10,
      most_at_once: asked.most,
      requests: asked.chats,
      replay_ms: Math.round(measured[0].replayed.ms),
      replay_requests: measured[0].replayed.chats,
    });
    const name = `${calls} calls of ${call_ms} ms, ${concurrency} at once`;
    if (limited && !(overIdeal <= LIMIT)) failed.push(`${name}: ${overIdeal} of the ideal time`);
    for (const { asked: live, replayed } of measured) {
      if (live.chats !== calls || live.most > concurrency) failed.push(`${name}: ${live.chats} requests`);
      if (replayed.chats !== 0 || replayed.points !== live.points) failed.push(`${name}: the replay differs`);
    }
  }
} finally {
  server.close();
}
console.log(JSON.stringify({ ...result, failed }, null, 2));
process.exit(failed.length === 0 ? 0 : 1);
