import type { Random } from '../../src/core/ports/random.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';

/** From `from` to before `to`, UTC ms. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

export const isWithin = (spells: readonly Spell[], time: number): boolean =>
  spells.some(({ from, to }) => time >= from && time < to);

/** What is bad, and when: drawn once for a whole simulation. */
export interface Weather {
  /** The exchange gives no answer. */
  readonly outages: readonly Spell[];
  /** A person has halted everything. */
  readonly halts: readonly Spell[];
  /** The disk takes nothing. */
  readonly full: readonly Spell[];
  /** From when on the exchange's clock is off by how much, ms. */
  readonly drifts: readonly { readonly from: number; readonly ms: number }[];
}

function spells(random: Random, days: { from: number; to: number }, perDay: number, longest: number): Spell[] {
  const found: Spell[] = [];
  for (let day = days.from; day < days.to; day += DAY) {
    if (random.next() >= perDay) continue;
    const from = day + random.next() * DAY;
    // Most are short.
    found.push({ from, to: from + MINUTE + random.next() ** 3 * longest });
  }
  return found;
}

export function drawWeather(random: Random, from: number, to: number): Weather {
  const days = { from, to };
  return {
    outages: spells(random, days, 0.5, 9 * HOUR),
    halts: spells(random, days, 0.15, 12 * HOUR),
    full: spells(random, days, 0.15, 2 * HOUR),
    drifts: spells(random, days, 0.2, HOUR).map((spell) => ({
      from: spell.from,
      ms: Math.round((random.next() - 0.5) * 40_000),
    })),
  };
}
