/**
 * Work that is asked for again while it is under way is done once more when it has ended, however often it was asked for: what comes in
 * faster than it can be done neither piles up nor keeps it from ever being done.
 * @param work never rejects
 */
export function oneAtATime(work: () => Promise<void>): () => void {
  let isBusy = false;
  let isWanted = false;
  const run = (): void => {
    isBusy = true;
    isWanted = false;
    void work().then(() => {
      isBusy = false;
      if (isWanted) run();
    });
  };
  return () => {
    if (isBusy) isWanted = true;
    else run();
  };
}
