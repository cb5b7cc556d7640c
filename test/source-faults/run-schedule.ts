import { seededRandom } from '../../src/core/ports/random.js';
import { FAULTS } from '../faults/catalogue.js';
import { digestOf, notRecovered, violationsOf } from './checks.js';
import { SOURCES } from './sources.js';
import { World, type Cycle, type WorldSettings } from './world.js';

const CALLS = 50;
/** Share of calls without a fault. */
const HEALTHY_SHARE = 0.3;
const HOUR = 3_600_000;

export interface ScheduleResult {
  readonly violations: readonly string[];
  /** What each call decided, one line each. */
  readonly trace: readonly string[];
}

/** 50 cycles of sources drawn at random, under faults drawn at random, one after the other in one world. */
export async function runSchedule(
  seed: number,
  settings: Omit<WorldSettings, 'sources' | 'seed'> = {},
): Promise<ScheduleResult> {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.next() * items.length)]!;
  const world = await World.start({ ...settings, seed, sources: SOURCES });
  const violations: string[] = [];
  const trace: string[] = [];
  try {
    const healthy = new Map<string, Cycle>();
    for (const source of SOURCES) healthy.set(source.id, await world.cycle(source));
    for (let call = 0; call < CALLS; call += 1) {
      world.clock.advance(1_000 + Math.floor(random.next() ** 3 * HOUR));
      const source = pick(SOURCES);
      const fault = pick(FAULTS);
      const variant = random.next() < HEALTHY_SHARE ? { name: 'none' } : pick(fault.variants);
      world.setFault(source, variant.name === 'none' ? null : variant);
      const cycle = await world.cycle(source);
      world.setFault(source, null);
      const where = `call ${call} (${source.id}, ${fault.id} ${variant.name})`;
      const found = violationsOf(cycle, { fault, variant, healthy: healthy.get(source.id)! });
      violations.push(...found.map((violation) => `${where}: ${violation}`));
      trace.push(`${where}: ${digestOf(cycle)}`);
    }
    // No ban lasts longer.
    world.clock.advance(HOUR + 1);
    for (const source of SOURCES) {
      const found = notRecovered(await world.cycle(source), healthy.get(source.id)!);
      violations.push(...found.map((violation) => `at the end (${source.id}): ${violation}`));
    }
    return { violations, trace };
  } finally {
    await world.close();
  }
}
