import type { Fault, FaultVariant } from '../faults/fault.js';
import { notRecovered, violationsOf } from './checks.js';
import type { SourceUnderTest } from './sources.js';
import { World, type Cycle, type WorldSettings } from './world.js';

/** How much the process may grow while a body of any size is read (F3). */
const RSS_LIMIT = 64 * 1024 * 1024;
/** Between two cycles, ms. */
const PAUSE_MS = 60_000;

export interface CaseResult {
  readonly violations: readonly string[];
  readonly cycle: Cycle;
}

/** A healthy cycle, one under the fault, and one after it. */
export async function runCase(
  source: SourceUnderTest,
  fault: Fault,
  variant: FaultVariant,
  settings: Omit<WorldSettings, 'sources'>,
): Promise<CaseResult> {
  const world = await World.start({ ...settings, sources: [source] });
  try {
    const healthy = await world.cycle(source);
    if (healthy.collected.observations.length === 0)
      throw new Error(`${source.id} delivers nothing even without a fault`);
    world.clock.advance(PAUSE_MS);
    world.setFault(source, variant);
    const { result: cycle, grownBy } = await withMemory(() => world.cycle(source));
    const violations = violationsOf(cycle, { fault, variant, healthy });
    if (grownBy > RSS_LIMIT) violations.push(`F3: memory grew by ${Math.round(grownBy / 2 ** 20)} MiB`);

    world.setFault(source, null);
    violations.push(...(await sitOutBan(world, source, cycle)));
    world.clock.advance(PAUSE_MS);
    violations.push(...notRecovered(await world.cycle(source), healthy));
    return { violations, cycle };
  } finally {
    await world.close();
  }
}

/** While a ban lasts, a cycle sends nothing and says so; then time passes to its end. */
async function sitOutBan(world: World, source: SourceUnderTest, faulty: Cycle): Promise<string[]> {
  const ends = faulty.log
    .filter(({ event }) => event === 'http.ban')
    .map(({ fields }) => Number(fields.ms) + faulty.requests.at(-1)!.at);
  const end = Math.max(...ends, 0);
  if (end <= world.clock.now()) return [];
  world.clock.advance(end - world.clock.now() - 1);
  const banned = await world.cycle(source);
  world.clock.advance(2);
  const codes = new Set(banned.collected.failures.map(({ code }) => code));
  return [
    ...(banned.requests.length > 0 ? [`F4: ${banned.requests.length} requests inside a ban`] : []),
    ...(codes.size === 1 && codes.has('http.banned') ? [] : [`F5: a banned cycle reports ${[...codes].join()}`]),
  ];
}

async function withMemory<T>(work: () => Promise<T>): Promise<{ result: T; grownBy: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  try {
    const result = await work();
    return { result, grownBy: Math.max(peak, process.memoryUsage.rss()) - before };
  } finally {
    clearInterval(timer);
  }
}
