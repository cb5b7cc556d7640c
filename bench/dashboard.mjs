/**
 * How fast the dashboard's server answers, and how little it is in the way of a cycle.
 *
 *   node bench/dashboard.mjs [DECISIONS]      default 100,000; needs a build; prints one JSON document, exit code 1 beyond a limit
 *
 * Reads: the routes a page asks for, one after the other, over that many kept cycles and as many recorded model calls, the chart of a
 * backtest of 1,000,000 bars, and a session of a year of hourly bars; the first reading of a session comes before they are timed. Load: 100 open streams and 200 requests a second, while cycles run as jobs; their delay is what they take
 * longer than without the load. `bare` is a server of ten lines under the same load: what the machine itself costs. The processor time
 * of a request does not depend on what else runs on the machine.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get as httpGet, request as httpRequest, Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clearInterval, setInterval } from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Buffer } from 'node:buffer';
import { fileURLToPath } from 'node:url';
import { writeBars } from './csv/write-bars.mjs';

const LIMITS = { read_p99_ms: 50, loaded_read_p99_ms: 50, cpu_ms_per_request: 3, cycle_delay_ms: 100 };
const BARS = 1_000_000;
const DAY = 86_400_000;
const STREAMS = 100;
const PER_SECOND = 200;
const CYCLES = 7;
const decisions = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 100_000);

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), 'bench-dashboard-'));
const command = (...argv) =>
  execFileSync(process.execPath, [program, ...argv], { cwd, env: { PATH: process.env.PATH }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }); // prettier-ignore
const file = join(cwd, 'BTCUSDT-1m.csv');
writeBars(file, BARS, 'unix');
command('data', 'import', file, '--source', 'bench');
rmSync(file);
command('data', 'demo', '--out', 'demo');
command('paper', '--data', 'demo/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross', '--session', 'long');
const { run } = JSON.parse(command('backtest', '--data', 'bench/BTCUSDT:1m', '--strategy', 'sma-cross', '--param', 'size=0.0003', '--json')); // prettier-ignore
const child = spawn(process.execPath, [program, 'serve', '--port', '0'], { cwd, env: { PATH: process.env.PATH } });
const url = await new Promise((found) => {
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
    const [, address] = /at (http:\S+)\/\n/.exec(said) ?? [];
    if (address !== undefined) found(address);
  });
});
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const page = { Origin: url, 'X-LLM-Trading': 'page', 'Content-Type': 'application/json' };

const ask = (path, method = 'GET', body = '') =>
  new Promise((found, failed) => {
    const request = httpRequest(
      `${url}/api/v1${path}`,
      { method, agent, headers: method === 'GET' ? {} : page },
      (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => found({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      },
    );
    request.on('error', failed);
    request.end(body);
  });

/** One cycle as a job. @returns ms from its start to its end, by the server's clock */
async function cycle() {
  const { id } = JSON.parse((await ask('/jobs', 'POST', '{"kind":"cycle","request":{"source":"demo"}}')).text);
  for (;;) {
    const job = JSON.parse((await ask(`/jobs/${id}`)).text);
    if (job.state === 'done') return job.ended_at - job.started_at;
    if (job.state !== 'running' && job.state !== 'queued') throw new Error(JSON.stringify(job.error));
    await sleep(20);
  }
}

/** Processor time of the server so far, ms: `utime` and `stime` in hundredths of a second. */
const cpuMs = () => {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
};

const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
async function cycles() {
  const all = [];
  for (let i = 0; i < CYCLES; i++) all.push(await cycle());
  return quantile(all, 0.5);
}

/** As many calls as decisions, over a year, each with a prompt and an answer of usual length. */
async function recordCalls() {
  const { openLedger } = await import('../dist/infra/store/ledger/open-ledger.js');
  const ledger = await openLedger(join(cwd, 'user_data', 'ledger', 'model-calls.sqlite'));
  const request = JSON.stringify({ system: 'judge the regime '.repeat(60), user: 'price and funding '.repeat(150) });
  const answer = JSON.stringify({
    prob_bull: 0.6,
    prob_bear: 0.4,
    reasoning_short: 'a trend and little else '.repeat(20),
  });
  const began = Date.now() - 365 * DAY;
  const call = (i) => ({
    ...{ key: i.toString(16).padStart(64, '0'), question: i.toString(16).padStart(64, '1'), request, text: answer },
    ...{
      provider: 'ollama',
      model: `llama3.${i % 3}`,
      model_version: 'sha256:1',
      finish_reason: 'stop',
      failure: null,
    },
    ...{ prompt_tokens: 1000, completion_tokens: 150, latency_ms: 900, cost_usd: 0.001 },
    created_at: began + Math.floor((i / decisions) * 364 * DAY),
  });
  for (let i = 0; i < decisions; i += 5_000) {
    await Promise.all(Array.from({ length: Math.min(5_000, decisions - i) }, (_, n) => ledger.put(call(i + n))));
  }
  await ledger.close();
}

const alone = await cycles();

// No connection outlives the pause.
agent.destroy();
// Copies of one kept cycle over a year, under names of their own.
const root = join(cwd, 'user_data', 'cycles');
const day = readdirSync(root).at(-1);
const text = readFileSync(join(root, day, readdirSync(join(root, day))[0]));
const now = Date.now();
for (let i = 0; i < decisions; i++) {
  const iso = new Date(now - 365 * DAY + Math.floor((i / decisions) * 364 * DAY)).toISOString();
  const digits = iso.replace(/[-:TZ.]/g, '');
  const id = `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}-${i.toString(16).padStart(8, '0')}`;
  const folder = join(root, iso.slice(0, 10));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${id}.json`), text);
}

await recordCalls();
await sleep(100);
const newest = JSON.parse((await ask('/cycles?limit=50')).text);
const middle = (await ask(`/cycles?limit=50&before=${newest.next}`)).status;
if (middle !== 200) throw new Error('the pages do not go on');
const CALL = Math.floor(decisions / 2).toString(16).padStart(64, '0'); // prettier-ignore
const PATHS = [
  '/cycles?limit=50',
  `/cycles?limit=50&before=${newest.next}`,
  `/cycles/${newest.next}`,
  '/cycles/latest',
  '/calls?limit=50',
  '/calls?limit=50&model=ollama/llama3.1',
  `/calls/${CALL}`,
  `/runs/${run}/series?points=1000`,
  `/runs/${run}/trades?limit=50`,
  '/runs',
  '/sessions',
  '/sessions/long',
  '/sessions/long/equity?points=1000',
  '/sessions/long/journal?limit=50',
  '/sessions/long/orders?limit=50',
  '/jobs',
  '/settings',
  '/strategies',
  '/status',
];
const times = new Map(PATHS.map((path) => [path, []]));
for (let round = 0; round < 60; round++) {
  for (const path of PATHS) {
    const began = performance.now();
    const { status } = await ask(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    // The first rounds warm up.
    if (round >= 10) times.get(path).push(performance.now() - began);
  }
}

const streams = [];
for (let i = 0; i < STREAMS; i++) {
  const stream = httpGet(`${url}/api/v1/events`, (answer) => answer.resume());
  stream.on('error', () => undefined);
  streams.push(stream);
}
const LOAD = ['/cycles?limit=10', '/cycles/latest', '/jobs', '/sessions', '/settings'];
/** While that lasts, so many requests a second, whatever became of those before. @returns their times, ms, and how many there were */
async function underLoad(doing, one) {
  const times = [];
  let at = 0;
  const load = setInterval(() => {
    for (let i = 0; i < PER_SECOND / 20; i++) {
      const began = performance.now();
      one(at++).then(
        () => times.push(performance.now() - began),
        () => undefined,
      );
    }
  }, 50);
  const began = performance.now();
  const result = await doing();
  clearInterval(load);
  return { times, result, perSecond: at / ((performance.now() - began) / 1_000) };
}
const bare = createServer((_, response) => response.end('{}'));
await new Promise((found) => bare.listen(0, '127.0.0.1', found));
const bareAsk = () =>
  new Promise((found, failed) => {
    const request = httpRequest({ port: bare.address().port, host: '127.0.0.1', agent }, (answer) => {
      answer.resume().on('end', found);
    });
    request.on('error', failed).end();
  });
const bareLoad = await underLoad(cycles, bareAsk);
bare.close();
const idleCpu = cpuMs();
await sleep(3_000);
const streamsCpu = (cpuMs() - idleCpu) / 3;
const before = cpuMs();
const began = performance.now();
const quiet = await underLoad(() => sleep(6_000), (i) => ask(LOAD[i % LOAD.length])); // prettier-ignore
const cpuOfLoad = cpuMs() - before - (streamsCpu * (performance.now() - began)) / 1_000;
const { times: loadedTimes, result: loaded, perSecond } = await underLoad(cycles, (i) => ask(LOAD[i % LOAD.length])); // prettier-ignore
for (const stream of streams) stream.destroy();
child.kill('SIGTERM');
await new Promise((ended) => child.once('exit', ended));
rmSync(cwd, { recursive: true, force: true });

const figures = {
  decisions,
  read_p99_ms: Math.max(...[...times.values()].map((each) => quantile(each, 0.99))),
  reads: Object.fromEntries(
    [...times].map(([path, each]) => [
      path.replace(/\d{8}-[\d-]+[0-9a-f]+/, 'ID').replace(CALL, 'KEY'),
      { p50_ms: quantile(each, 0.5), p99_ms: quantile(each, 0.99) },
    ]),
  ),
  requests_per_s: perSecond,
  cpu_ms_per_request: cpuOfLoad / quiet.times.length,
  loaded_read_p50_ms: quantile(quiet.times, 0.5),
  loaded_read_p99_ms: quantile(quiet.times, 0.99),
  beside_cycles_p50_ms: quantile(loadedTimes, 0.5),
  beside_cycles_p99_ms: quantile(loadedTimes, 0.99),
  bare_beside_cycles_p50_ms: quantile(bareLoad.times, 0.5),
  bare_beside_cycles_p99_ms: quantile(bareLoad.times, 0.99),
  cycle_alone_ms: alone,
  cycle_loaded_ms: loaded,
  cycle_delay_ms: loaded - alone,
};
const failed = Object.entries(LIMITS)
  .filter(([name, limit]) => figures[name] > limit)
  .map(([name]) => name);
console.log(JSON.stringify({ ...figures, limits: LIMITS, failed }, null, 2));
process.exitCode = failed.length === 0 ? 0 : 1;
