/**
 * Runs `one` for 0 … count − 1, at most `concurrency` at once: as one ends the next begins. Once `stopped` says so nothing new
 * begins; what is under way is waited for. `one` must not throw.
 */
export async function inWindow(
  count: number,
  concurrency: number,
  one: (index: number) => Promise<void>,
  stopped: () => boolean,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count && !stopped()) await one(next++);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, lane));
}
