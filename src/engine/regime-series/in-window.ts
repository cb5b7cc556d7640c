/**
 * Runs `one` for 0 … count − 1, at most as many at once as `limit` says then: as one ends the next begins, or several, or none
 * until enough have ended. Once `stopped` says so nothing new begins; what is under way is waited for. `one` must not throw.
 */
export function inWindow(
  count: number,
  limit: () => number,
  one: (index: number) => Promise<void>,
  stopped: () => boolean,
): Promise<void> {
  let next = 0;
  let underWay = 0;
  return new Promise((resolve) => {
    const fill = (): void => {
      while (underWay < limit() && next < count && !stopped()) {
        underWay += 1;
        void one(next++).finally(() => {
          underWay -= 1;
          fill();
        });
      }
      if (underWay === 0) resolve();
    };
    fill();
  });
}
