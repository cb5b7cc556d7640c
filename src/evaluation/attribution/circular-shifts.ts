import type { Random } from '../../core/ports/random.js';

/**
 * Different circular shifts of n moments, none closer than `least` to no shift at all (in either direction): a shorter one
 * would leave opinions beside the window they were given for. Where fewer than `count` exist, all of them, ascending.
 */
export function circularShifts(n: number, least: number, count: number, random: Random): number[] {
  const all: number[] = [];
  for (let shift = Math.max(1, least); shift <= n - Math.max(1, least); shift++) all.push(shift);
  if (all.length <= count) return all;
  // Partial Fisher–Yates: the first `count` places of a shuffle.
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random.next() * (all.length - i));
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, count);
}
