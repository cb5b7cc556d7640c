import { messageOf } from '../../core/errors.js';
import { fieldSetOf, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { Runtime } from '../runtime/runtime.js';
import { withObservationStore } from './store.js';

/**
 * Keeps what a live collection brought, and the snapshot made of it with the fields it had: from the first day on a user's own
 * point-in-time history grows. A failure is logged and costs nothing else.
 * @returns the warning, or null where all is kept
 */
export async function archiveLive(
  { config, log }: Runtime,
  observations: readonly Observation[],
  snapshot: MarketSnapshot,
): Promise<string | null> {
  if (config.history.archive === 'off') return null;
  try {
    await withObservationStore(config, async (store) => {
      const report = await store.add(observations);
      const as_of = Date.parse(snapshot.timestamp_utc);
      // Without a price nothing was decided: what it holds of other series is in the observations.
      if (snapshot.market.spot_price !== null)
        await store.addSnapshots([{ origin: 'live', as_of, fields: fieldSetOf(snapshot), snapshot }]);
      log.debug('history.archived', { ...report });
    });
    return null;
  } catch (error) {
    log.warn('history.not-archived', { error });
    return `This snapshot was not archived: ${messageOf(error)}`;
  }
}
