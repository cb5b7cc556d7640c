/**
 * How fast the dashboard's server answers, and how little it is in the way of a cycle.
 *
 *   node bench/dashboard.mjs [DECISIONS]      default 100,000; needs a build; prints one JSON document, exit code 1 beyond a limit
 *
 * Reads: the routes a page asks for, one after the other, over that many kept cycles. Load: 100 open streams and 200 requests a second,
 * while cycles run as jobs; their delay is what they take longer than without the load.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet, request as httpRequest, Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const LIMITS = { read_p99_ms: 50, cycle_delay_ms: 100 };
const DAY = 86_400_000;
const STREAMS = 100;
const PER_SECOND = 200;
const CYCLES = 7;
const decisions = Number(process.argv.slice(2).find((arg) => /^\d+$/.test(arg)) ?? 100_000);

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const cwd = mkdtempSync(join(tmpdir(), 'bench-dashboard-'));
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
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

const quantile = (values, q) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
async function cycles() {
  const all = [];
  for (let i = 0; i < CYCLES; i++) all.push(await cycle());
  return quantile(all, 0.5);
}

const alone = await cycles();

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

const newest = JSON.parse((await ask('/cycles?limit=50')).text);
const middle = (await ask(`/cycles?limit=50&before=${newest.next}`)).status;
if (middle !== 200) throw new Error('the pages do not go on');
const PATHS = [
  '/cycles?limit=50',
  `/cycles?limit=50&before=${newest.next}`,
  `/cycles/${newest.next}`,
  '/cycles/latest',
  '/calls',
  '/runs',
  '/sessions',
  '/jobs',
  '/settings',
  '/strategies',
  '/status',
];
const times = new Map(PATHS.map((path) => [path, []]));
for (let round = 0; round < 60; round++) {
  for (const path of PATHS) {
    const began = performance.now();
    await ask(path);
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
let [asked, at] = [0, 0];
const loaded_ms = [];
const load = setInterval(() => {
  for (let i = 0; i < PER_SECOND / 20; i++) {
    const began = performance.now();
    asked += 1;
    ask(LOAD[at++ % LOAD.length]).then(
      () => loaded_ms.push(performance.now() - began),
      () => undefined,
    );
  }
}, 50);
const began = performance.now();
const loaded = await cycles();
const seconds = (performance.now() - began) / 1_000;
clearInterval(load);
for (const stream of streams) stream.destroy();
child.kill('SIGTERM');
await new Promise((ended) => child.once('exit', ended));
rmSync(cwd, { recursive: true, force: true });

const figures = {
  decisions,
  read_p99_ms: Math.max(...[...times.values()].map((each) => quantile(each, 0.99))),
  reads: Object.fromEntries(
    [...times].map(([path, each]) => [
      path.replace(/\d{8}-\S+/, 'ID'),
      { p50_ms: quantile(each, 0.5), p99_ms: quantile(each, 0.99) },
    ]),
  ),
  requests_per_s: asked / seconds,
  loaded_read_p50_ms: quantile(loaded_ms, 0.5),
  loaded_read_p99_ms: quantile(loaded_ms, 0.99),
  cycle_alone_ms: alone,
  cycle_loaded_ms: loaded,
  cycle_delay_ms: loaded - alone,
};
const failed = Object.entries(LIMITS)
  .filter(([name, limit]) => figures[name] > limit)
  .map(([name]) => name);
console.log(JSON.stringify({ ...figures, limits: LIMITS, failed }, null, 2));
process.exitCode = failed.length === 0 ? 0 : 1;
