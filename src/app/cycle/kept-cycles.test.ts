import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../core/time.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import { createRuntime } from '../runtime/runtime.js';
import { demoSnapshot } from '../snapshots/snapshot.js';
import { runCycle } from './cycle.js';
import { cyclesFolder, keepCycle, KeptCycleRows, keepRealCycle, readKeptCycle } from './kept-cycles.js';

let folder: string;
let rows: KeptCycleRows;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cycles-'));
  rows = new KeptCycleRows(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const START = Date.UTC(2025, 0, 15);

async function kept(times: readonly number[], env: Record<string, string> = {}) {
  let now = START;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const runtime = createRuntime({ cwd: folder, env: { USER_DATA_DIR: folder, ...env }, clock });
  const cycle = await runCycle(runtime, await demoSnapshot(runtime), { model: heuristicModel });
  const ids: string[] = [];
  for (const time of times) {
    now = time;
    ids.push(await keepCycle(runtime, cycle, 'demo'));
  }
  return { runtime, cycle, ids };
}

it('a cycle comes back whole, with steps that end at what it trades', async () => {
  const { cycle, ids } = await kept([START]);
  const found = await readKeptCycle(folder, ids[0]!);
  expect(found.cycle).toEqual(JSON.parse(JSON.stringify(cycle)));
  expect([found.steps!.long.at(-1)!.after, found.steps!.short.at(-1)!.after]).toEqual([cycle.k_long, cycle.k_short]);
  expect(await readKeptCycle(folder, 'latest')).toEqual(found);
});

it('pages of cycles go on where the last ended, over the days, without what is damaged', async () => {
  const { ids } = await kept([START, START + 1, START + DAY, START + DAY + 1, START + 2 * DAY]);
  const newest = [...ids].reverse();
  const [day] = await readdir(cyclesFolder(folder));
  await writeFile(join(cyclesFolder(folder), day!, `${ids[1]!}.json`), '{');
  const first = await rows.list({ limit: 2 });
  expect(first.cycles.map(({ id }) => id)).toEqual(newest.slice(0, 2));
  const rest = await rows.list({ limit: 5, before: first.next! });
  expect(rest.cycles.map(({ id }) => id)).toEqual([newest[2], newest[4]]);
  expect(rest.next).toBeNull();
  expect(await rows.count()).toBe(5);
  await kept([START + 2 * DAY + 1]);
  expect(await rows.count(), 'the newest day is counted anew').toBe(6);
  expect((await rows.list({ limit: 5, symbol: 'ETHUSDT' })).cycles).toEqual([]);
});

it.each(['20250115-000000-000-00000000', '../../x', ''])('%j is not one', async (id) => {
  await expect(readKeptCycle(folder, id)).rejects.toMatchObject({ code: 'cycle.unknown' });
});

it('none is kept of the real market where nothing is to be', async () => {
  const { runtime, cycle } = await kept([], { HISTORY_ARCHIVE: 'off' });
  expect(await keepRealCycle(runtime, cycle)).toBeNull();
  expect(await rows.count()).toBe(0);
});
