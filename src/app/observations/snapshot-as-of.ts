import { InputError } from '../../core/errors.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { assertNotEmpty, snapshotAsOf } from './build-snapshots.js';
import { withExistingStore } from './store.js';
import { isoTime } from '../../core/time.js';

/**
 * The configured asset as of a moment (UTC ms), from the store of observations.
 * @throws InputError for the future, a missing store, or a moment nothing is known of
 */
export async function snapshotAsOfStored({ config, clock }: Runtime, asOf: number): Promise<MarketSnapshot> {
  if (asOf > clock.now()) {
    throw new InputError(
      'snapshot.future',
      `--as-of is ${isoTime(asOf)}, which lies in the future: name a moment that has passed.`,
      { where: '--as-of' },
    );
  }
  const { baseAsset, horizonHours } = config;
  const snapshot = await withExistingStore(config, (store) => snapshotAsOf(store, asOf, { baseAsset, horizonHours }));
  assertNotEmpty(snapshot);
  return snapshot;
}
