/** Most runs that a measurement takes. */
const RUNS = 30;

/**
 * Processor time of `work` in ms, the best of several runs: what the code needs, not what else the machine is doing. Ends
 * early once a run is within `enoughMs`.
 */
export function cpuMs(work: () => void, enoughMs = 0): number {
  let best = Infinity;
  for (let run = 0; run < RUNS && best > enoughMs; run++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}
