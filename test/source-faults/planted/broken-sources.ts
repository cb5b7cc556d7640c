import type { WorldSettings } from '../world.js';

type Wrap = NonNullable<WorldSettings['wrapSource']>;

const HOUR = 3_600_000;

/** Takes the newest bar for the current one, whatever its time says. */
export const acceptsStaleBars: Wrap = (source, clock) => ({
  ...source,
  async collect(request) {
    const { observations, failures } = await source.collect(request);
    const newest = Math.max(...observations.filter(({ series }) => series === 'bar_1h').map((bar) => bar.observed_at));
    const late = Math.floor(clock.now() / HOUR) * HOUR - HOUR - newest;
    const moved = observations.map((row) =>
      row.series === 'bar_1h'
        ? { ...row, observed_at: row.observed_at + late, available_at: row.available_at + late }
        : row,
    );
    return { observations: moved, failures };
  },
});

/** Loses series without a word. */
export const keepsSilent: Wrap = (source) => ({
  ...source,
  async collect(request) {
    return { ...(await source.collect(request)), failures: [] };
  },
});

/** Gives up for good after the first failure. */
export const neverRecovers: Wrap = (source) => {
  let down: Awaited<ReturnType<typeof source.collect>> | undefined;
  return {
    ...source,
    async collect(request) {
      const collected = down ?? (await source.collect(request));
      if (collected.failures.length > 0) down = collected;
      return collected;
    },
  };
};
