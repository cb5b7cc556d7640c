/**
 * Fits once for each step of a fixed grid that starts at the Unix epoch, so that two runs that begin at different times refit
 * at the same moments and agree. The fit of a step is made from what was known at its start (weekly: Thursdays 00:00 UTC), on
 * the first question in it, and kept.
 * @param fit what was known at a moment, UTC ms
 * @returns the fit that is in force at a time
 */
export function fittedOnGrid<T>(everyMs: number, fit: (moment: number) => T): (time: number) => T {
  const fits = new Map<number, T>();
  return (time) => {
    const moment = Math.floor(time / everyMs) * everyMs;
    let found = fits.get(moment);
    if (found === undefined) {
      found = fit(moment);
      fits.set(moment, found);
    }
    return found;
  };
}
