// A paper session over a file of bars in a process of its own, measured once a simulated day after a full collection.
// node --expose-gc soak.mjs DIST FOLDER BARS_FILE MOMENTS_A_DAY [memory|handles]: a leak that is planted. Prints one JSON document.
import { Buffer } from 'node:buffer';
import { openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, cwd, file, perDay, leak] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { makeSpec } = await load('app/backtest/make-spec.js');
const { runPaper } = await load('app/live/paper.js');
const { createRuntime } = await load('app/runtime/runtime.js');
const { guardLimitsSchema } = await load('live/guard/limits.js');

const runtime = createRuntime({ cwd, env: { USER_DATA_DIR: cwd }, logStream: { write: () => true } });
const wishes = { strategy: 'sma-cross', data: [file], funding: [], execution: { instrument: 'perp' } };
const kept = [];
const days = [];
let moments = 0;

const onStep = () => {
  if (++moments % Number(perDay) !== 0) return;
  if (leak === 'memory') kept.push(Buffer.alloc(3 * 1024 * 1024, days.length));
  if (leak === 'handles') kept.push(openSync(file));
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  days.push({ rss, used: heapUsed + external, handles: readdirSync('/proc/self/fd').length });
};
const { signal } = new globalThis.AbortController();
const spec = await makeSpec(wishes, cwd, runtime);
const settings = { name: 'soak', spec, limits: guardLimitsSchema.parse({}), prices: null, speed: null };
await runPaper({ ...settings, cwd, signal, onStep }, runtime);
console.log(JSON.stringify(days));
