import { cpuMs } from './cpu-time.js';

/** Processor time that a measurement must take to say anything, in ms. */
const LEAST_MS = 4;
/** Sizes stop growing here: work that is still quicker does not depend on its size. */
const LARGEST = 1_000_000;
const RUNS = 20;

/** By how much the size grows. */
const TIMES = 8;

/** Between 8 to 30, time in proportion to the size with garbage collection on top, and 64, time that grows with its square. */
export const IN_PROPORTION = 40;

/**
 * By how much the processor time of `work` grows when its size does by eight: a ratio within one run, so that a slow or busy
 * machine and the counting of coverage change nothing. Each time is the best of several; ends early once the growth is in
 * proportion. Where `size` takes too little time to measure, it is doubled first.
 */
export function growth(work: (size: number) => void, size: number): number {
  let small = size;
  while (small < LARGEST && cpuMs(() => work(small), LEAST_MS) < LEAST_MS) small *= 2;
  let [least, most] = [Infinity, Infinity];
  for (let run = 0; run < RUNS; run++) {
    least = Math.min(
      least,
      once(() => work(small)),
    );
    most = Math.min(
      most,
      once(() => work(TIMES * small)),
    );
    if (most / least <= IN_PROPORTION) break;
  }
  return most / least;
}

function once(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  // Work that takes no time has a growth too.
  return Math.max((user + system) / 1_000, 0.1);
}
